from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import ENTRY, FACTS, HEAD, LABELS, write_rows, write_set
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import InputError, UsageError
from bench.facts import FACT
from bench.goldset import load, locate
from bench.goldset.agreement import agree
from bench.goldset.agreement.alpha import agreed
from bench.goldset.agreement.fact_pairing import likeness, pair_up

ATTRIBUTION, HEDGE, NUMBER = FACTS
TEXT = "The mayor claims that the bridge is safe. It may open on Friday, but over 20 checks are left, she said."


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    return write_set(tmp_path / "a"), write_set(tmp_path / "b")


def agreement(both):
    return agree(load(str(both[0])), load(str(both[1])))


def rewrite(folder: Path, **changes: dict[str, object]) -> None:
    write_rows(folder / "ferry.facts.jsonl", [{**row, **changes.get(row["id"], {})} for row in FACTS])


def test_a_set_agrees_with_itself(both):
    found = agreement(both)
    assert found.facts.selection["all"].f1 == 1
    assert all(one.same == one.of for one in found.facts.fields.values())
    assert found.labels.verdicts.alpha == 1
    assert found.labels.summaries == 2
    assert found.differences == found.notes == found.only_a == found.only_b == ()


@pytest.mark.parametrize("name", ["venezuela", "politics"])
def test_a_shipped_set_agrees_with_itself(name):
    found = agree(load(name), load(name))
    assert found.facts.selection["all"].f1 == found.labels.verdicts.alpha == found.labels.errors.alpha == 1
    assert [one.alpha for field, one in found.facts.fields.items() if field in ("stance", "strength")] == [1, 1]
    assert found.differences == ()


def test_facts_that_one_marked_lower_f1_and_are_listed(both):
    write_rows(both[1] / "ferry.facts.jsonl", FACTS[:2])
    write_rows(both[1] / "ferry.labels.jsonl", [])
    found = agreement(both)
    assert found.facts.selection["number"].f1 == 0
    assert found.facts.selection["all"].f1 == pytest.approx(2 * 2 / 5)
    (one,) = found.differences
    assert (one.what, one.a, one.b, one.quote) == ("number", "over 20", None, "carried over 20 cars")


def test_fields_of_facts_that_both_marked(both):
    rewrite(
        both[1],
        f01={"stance": "neutral", "sources": [{"name": "the harbour master"}]},
        f02={"strength": "possible"},
        f03={"comparator": "at_least", "value": 21},
    )
    found = agreement(both)
    assert found.facts.selection["all"].f1 == 1
    assert {name: (one.same, one.of) for name, one in found.facts.fields.items()} == dict.fromkeys(
        ("stance", "strength", "comparator", "value", "source"), (0, 1)
    )
    differing = {one.what: (one.a, one.b) for one in found.differences}
    assert differing["stance"] == ("claim", "neutral")
    assert differing["value"] == ("20", "21")
    assert differing["source"] == ("the port authority", "the harbour master")


def test_a_source_is_the_same_by_any_of_its_names(both):
    rewrite(both[1], f01={"sources": [{"name": "Harbour office", "aliases": ["Authority"]}]})
    assert agreement(both).facts.fields["source"].same == 1


def test_one_cue_marked_as_two_kinds_is_counted_apart(both):
    as_hedge = {key: value for key, value in ATTRIBUTION.items() if key != "stance"} | {"strength": "alleged"}
    write_rows(both[1] / "ferry.facts.jsonl", [{**as_hedge, "kind": "hedge"}, HEDGE, NUMBER])
    write_rows(both[1] / "ferry.labels.jsonl", [])
    found = agreement(both)
    assert found.facts.other_kind == 1
    assert found.facts.selection["attribution"].both == 0


def located(**changes):
    return locate(FACT.validate_python({"id": "f", **changes}), TEXT)


CLAIM = {"kind": "attribution", "stance": "claim", "sources": [{"name": "the mayor"}]}
SAFE = located(**CLAIM, quote="The mayor claims that the bridge is safe", claim="the bridge is safe", cue="claims")
SAFE_TOO = located(**CLAIM, quote="claims that the bridge is safe", claim="the bridge holds", cue="claims")
OPEN = located(**CLAIM, quote=TEXT, claim="the bridge may open on Friday", cue="said")
MAY = located(kind="hedge", quote="It may open", claim="the bridge will open on Friday", cue="may", strength="possible")
NUMBERS = [
    located(kind="number", quote=quote, claim="checks are left", text=text, value=20, comparator="about", unit="checks")
    for quote, text in (("over 20 checks are left", "over 20"), ("20 checks", "20"), ("20 checks are left", "checks"))
]


def test_facts_are_one_by_place_and_kind():
    assert likeness(SAFE, SAFE) == 3
    assert 0 < likeness(SAFE, SAFE_TOO) < 3
    assert likeness(SAFE, OPEN) == 0  # one quote, two cues, two claims
    assert likeness(OPEN, MAY) == 0
    assert likeness(NUMBERS[0], NUMBERS[1]) > 0
    assert likeness(NUMBERS[0], NUMBERS[2]) == 0


def test_facts_are_paired_off_so_that_all_fit_best():
    assert pair_up([SAFE_TOO, MAY, OPEN], [OPEN, SAFE]) == [(0, 1), (2, 0)]
    assert pair_up([SAFE, SAFE_TOO], [SAFE]) == [(0, 0)]
    assert pair_up([], [SAFE]) == []


facts = st.lists(st.sampled_from([SAFE, SAFE_TOO, OPEN, MAY, *NUMBERS]), max_size=8)


@given(facts, facts)
def test_nobody_is_paired_off_twice(first, second):
    pairs = pair_up(first, second)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(first[row].fact.kind == second[column].fact.kind for row, column in pairs)
    assert len(pair_up(second, first)) == len(pairs)


def test_alpha_of_a_worked_example():
    # 4 a, 5 b and 1 a-b pair: 2 of 20 values lie in a mixed unit; chance would mix 9 * 11 * 2 / 19 of them.
    pairs = [("a", "a")] * 4 + [("b", "b")] * 5 + [("a", "b")]
    found = agreed(pairs, ("a", "b"))
    assert (found.same, found.of) == (9, 10)
    assert found.alpha == pytest.approx(1 - (2 / 20) / (2 * 9 * 11 / (20 * 19)))


def test_an_order_forgives_near_values_more():
    values = ("possible", "probable", "alleged", "unevidenced", "disputed")
    same = [(value, value) for value in values] * 3
    near, far = ([*same, ("possible", other)] for other in ("probable", "disputed"))
    assert agreed(near, values, "ordinal").alpha > agreed(far, values, "ordinal").alpha
    assert agreed(near, values).alpha == pytest.approx(agreed(far, values).alpha, abs=0.01)


@pytest.mark.parametrize(
    ("pairs", "why"), [([], "nothing to compare"), ([("claim", "claim")] * 3, "no variation: all are claim")]
)
def test_an_alpha_that_does_not_exist_is_explained(pairs, why):
    found = agreed(pairs, ("claim", "deny"))
    assert (found.alpha, found.undefined) == (None, why)


def test_labels_are_compared_fact_by_fact(both):
    rows = [{**LABELS[0], "labels": {"f01": "preserved", "f03": "wrong_number"}, "flags": []}, LABELS[1]]
    write_rows(both[1] / "ferry.labels.jsonl", rows)
    labels = agreement(both).labels
    assert (labels.verdicts.same, labels.verdicts.of) == (5, 6)
    assert (labels.errors.same, labels.errors.of) == (5, 6)
    assert labels.confusion["dropped_attribution"] == {"preserved": 1}
    assert labels.confusion["omitted"] == {"omitted": 4}
    assert (labels.codes["wrong_number"].both, labels.codes["dropped_attribution"].both) == (1, 0)
    assert (labels.codes["unsupported_number"].a, labels.codes["unsupported_number"].b) == (1, 0)
    differing = [(one.summary, one.what, one.a, one.b) for one in agreement(both).differences]
    assert differing == [
        ("s01", "label", "dropped_attribution", "preserved"),
        ("s01", "unsupported_number", "45 cars", None),
    ]


def test_flags_are_one_where_their_words_overlap(both):
    flag = {"code": "unsupported_number", "text": "45"}
    write_rows(both[1] / "ferry.labels.jsonl", [{**LABELS[0], "flags": [flag]}, LABELS[1]])
    assert agreement(both).labels.codes["unsupported_number"].both == 1


def test_summaries_are_the_same_by_their_text(both):
    rows = [{**LABELS[1], "id": "s01"}, {**LABELS[0], "id": "s09", "text": "Something else."}]
    write_rows(both[1] / "ferry.labels.jsonl", rows)
    found = agreement(both)
    assert found.labels.summaries == 1
    assert found.notes == ("ferry: 1 of the labelled summaries, which do not stand in both with the same text",)


def test_labels_count_only_on_facts_that_are_the_same(both):
    rewrite(both[1], f02={"claim": "the ferry was full"})
    found = agreement(both)
    assert found.labels.verdicts.of == 4
    assert "ferry: labels of 1 of the facts, which" in found.notes[0]


def test_articles_of_one_set_alone_are_left_out(tmp_path):
    one, two = (
        write_set(tmp_path / "a", articles=("ferry", "tram")),
        write_set(tmp_path / "b", articles=("ferry", "bus")),
    )
    found = agreement((one, two))
    assert (found.articles, found.only_a, found.only_b) == (("ferry",), ("tram",), ("bus",))


def test_another_text_is_refused(both):
    path = both[1] / "ferry.txt"
    path.write_text(path.read_text().replace("the mayor said", "the mayor says"), encoding="utf-8")
    with pytest.raises(InputError, match=r"ferry\.txt:3: the two annotations have different texts"):
        agreement(both)


def test_sets_without_a_common_article_are_refused(tmp_path):
    with pytest.raises(UsageError, match="no article in common"):
        agreement((write_set(tmp_path / "a"), write_set(tmp_path / "b", articles=("tram",))))


def test_the_command_prints_what_a_person_wants(both):
    rewrite(both[1], f02={"strength": "possible"})
    done = bench("gold", "agree", *both, cwd=both[0])
    assert done.returncode == 0, done.stderr
    assert "nan" not in done.stdout.lower().split()
    assert "no alpha for stance: no variation: all are claim" in done.stdout
    assert "differences: 1 (--show lists them)" in done.stdout
    shown = bench("gold", "agree", *both, "--show", cwd=both[0])
    assert "ferry: strength: A “alleged”, B “possible”; in “It allegedly carried over 20 cars.”" in shown.stdout


def test_the_command_prints_json(both):
    done = bench("gold", "agree", *both, "--json", cwd=both[0])
    assert json.loads(done.stdout)["facts"]["selection"]["all"] == {"a": 3, "b": 3, "both": 3}


def test_hostile_text_reaches_no_terminal(tmp_path):
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        write_set(folder)
        (folder / "set.toml").write_text(HEAD + 'annotators = ["\\u001b[31mred"]\n' + ENTRY, encoding="utf-8")
    write_rows(folders[0] / "ferry.facts.jsonl", [{**ATTRIBUTION, "claim": "\x1b]0;x\x07 left"}])
    write_rows(folders[1] / "ferry.facts.jsonl", [])
    for folder in folders:
        write_rows(folder / "ferry.labels.jsonl", [])
    done = bench("gold", "agree", *folders, "--show", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout


def test_what_cannot_be_compared_is_refused_in_a_line(both):
    assert "no gold set 'no-such-set'" in refused(bench("gold", "agree", "venezuela", "no-such-set", cwd=both[0]))
    assert "have no article in common" in refused(bench("gold", "agree", "venezuela", both[0], cwd=both[0]))


def test_labels_of_one_set_alone_are_no_news(both):
    (both[1] / "ferry.labels.jsonl").unlink()
    found = agreement(both)
    assert (found.labels, found.notes) == (None, ())
