from __future__ import annotations

from pathlib import Path

import pytest
from fake_scorer import FakeScorer
from gold_folder import write_rows, write_set

from bench.goldset import GoldSet, load
from bench.records import Estimate
from bench.validation import Validation, labelled_articles, score_labelled, validate


def labelled(id_: str, text: str, labels: dict[str, str], flags: tuple[tuple[str, str], ...] = ()) -> dict[str, object]:
    found = [{"code": code, "text": words} for code, words in flags]
    return {"id": id_, "model": "editor", "text": text, "labels": labels, "flags": found}


def measure(*sets: GoldSet) -> Validation:
    cases = score_labelled(FakeScorer(), labelled_articles(sets), step=lambda: None)
    return validate("fake@1", sets, cases)


@pytest.fixture
def make(tmp_path: Path):
    def make_set(*rows: dict[str, object], name: str = "harbour") -> GoldSet:
        folder = write_set(tmp_path / name, name)
        write_rows(folder / "ferry.labels.jsonl", list(rows))
        return load(str(folder))

    return make_set


def share(count: int, of: int) -> Estimate:
    return Estimate(value=count / of if of else None, count=count, of=of, articles=1 if of else None)


def test_hits_misses_and_false_alarms(make):
    validation = measure(
        make(
            labelled(
                "s1",
                "f01=misattribution f02=dropped_hedge",
                {"f01": "dropped_attribution", "f02": "dropped_hedge"},
            ),
            labelled(
                "s2",
                "f01=preserved f02=weakened_hedge f03=omitted",
                {"f01": "stance_shift", "f03": "preserved"},
            ),
            labelled("s3", "f03=preserved", {"f03": "preserved"}),
        )
    )
    assert (validation.articles, validation.summaries, validation.verdicts) == (1, 3, 9)
    errors = validation.errors
    assert (errors.precision, errors.recall, errors.f1) == (share(2, 3), share(2, 3), share(4, 6))
    assert (validation.mentions.precision, validation.mentions.recall) == (share(4, 5), share(4, 5))
    assert validation.exact_code == share(1, 2)
    assert validation.by_kind["attribution"].errors.recall == share(1, 2)
    assert validation.by_kind["number"].errors.f1 == share(0, 0)
    assert validation.by_code["misattribution"].precision == share(0, 1)
    assert validation.by_code["dropped_hedge"].f1 == share(2, 2)
    assert validation.confusion["stance_shift"] == {"preserved": 1}
    assert sum(sum(row.values()) for row in validation.confusion.values()) == validation.verdicts


def test_clean_summaries_that_are_charged(make):
    validation = measure(
        make(
            labelled("s1", "f01=preserved", {"f01": "preserved"}),
            labelled("s2", "f01=misattribution", {"f01": "preserved"}),
            labelled("s3", "[so it goes]", {}),
            labelled("s4", "f01=misattribution", {"f01": "misattribution"}),
            labelled("s5", "f01=misattribution 45", {}, (("unsupported_number", "45"),)),
        )
    )
    assert validation.clean_with_error == share(1, 3)
    assert validation.clean_with_any == share(2, 3)


def test_a_verdict_that_was_not_given_counts_nowhere(make):
    validation = measure(make(labelled("s1", "f01=unscored f02=dropped_hedge", {"f01": "misattribution"})))
    assert (validation.verdicts, validation.unscored) == (2, 1)
    assert validation.errors.recall == share(0, 0)
    assert [one.fact for one in validation.disagreements] == ["f02"]


def test_flags_match_one_to_one_where_code_and_place_agree(make):
    text = "It said [so it goes] and [never mind] and [so it goes]."
    validation = measure(
        make(
            labelled(
                "s1",
                text,
                {},
                (
                    ("unsupported_quote", "[so it goes] and [never"),
                    ("unsupported_quote", "It said"),
                    ("unsupported_number", "never mind"),
                ),
            )
        )
    )
    quotes = validation.flags["unsupported_quote"]
    assert (quotes.precision, quotes.recall, quotes.f1) == (share(1, 3), share(1, 2), share(2, 5))
    assert validation.flags["unsupported_number"].recall == share(0, 1)
    assert [(one.text, one.reason is None) for one in validation.flag_disagreements] == [
        ("never mind", False),
        ("so it goes", False),
        ("It said", True),
        ("never mind", True),
    ]


def test_a_disagreement_says_all_that_is_needed_to_look_into_it(make):
    validation = measure(make(labelled("s7", "f02=dropped_hedge", {"f02": "preserved"})))
    (one,) = validation.disagreements
    assert (one.gold, one.article, one.summary, one.fact, one.kind) == (
        "harbour",
        "ferry",
        "s7",
        "f02",
        "hedge",
    )
    assert (one.label, one.predicted, one.claim) == ("preserved", "dropped_hedge", "the ferry carried cars")
    assert (one.passages, one.reason) == (("f02",), "it says so")


def test_intervals_need_two_articles_and_come_with_them(make):
    one = make(labelled("s1", "f01=misattribution f02=dropped_hedge", {"f01": "misattribution"}), name="one")
    two = make(labelled("s1", "f01=misattribution", {"f01": "misattribution"}), name="two")
    assert measure(one).errors.precision.low is None
    both = measure(one, two).errors.precision
    assert (both.value, both.count, both.of) == (2 / 3, 2, 3)
    assert 0 <= both.low < both.value < both.high <= 1


def test_articles_without_labels_are_passed_over(make, tmp_path):
    gold = make(labelled("s1", "f01=preserved", {"f01": "preserved"}))
    (gold.folder / "ferry.labels.jsonl").unlink()
    assert labelled_articles([load(str(gold.folder))]) == ()


def test_error_rates_are_measured_by_origin_natural_ones_first(make):
    natural = {"origin": "natural"}
    validation = measure(
        make(
            labelled("n1", "f01=preserved f03=wrong_number", {"f01": "dropped_attribution", "f03": "preserved"})
            | natural,
            labelled("n2", "f01=misattribution f02=omitted", {"f01": "dropped_attribution", "f02": "dropped_hedge"})
            | natural,
            labelled("p1", "f02=dropped_hedge f03=wrong_number", {"f02": "weakened_hedge"}),
        )
    )
    assert list(validation.error_rates) == ["natural", "planted", "pooled"]
    own = validation.error_rates["natural"]["all"]
    assert own.summaries == 2
    assert own.found.share == share(1, 3)
    assert own.overlooked.share == share(1, 3)
    assert own.false_alarms.share == share(1, 1)
    assert own.false_alarms_omitted.share == share(0, 2)
    assert validation.error_rates["natural"]["attribution"].found.share == share(1, 2)
    assert validation.error_rates["planted"]["all"].false_alarms_omitted.share == share(1, 2)
    assert validation.error_rates["pooled"]["all"].found.share == share(2, 4)
