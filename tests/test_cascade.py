"""The cascade: which verdicts of the rules a judge is asked about, and whose verdict counts in the end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pytest
from fake_scorer import FakeScorer
from gold_folder import write_set

from bench.goldset import GoldArticle, load
from bench.records import JudgedAnswer, Summary
from bench.scorers import ScoredSummary
from bench.scorers.cascade import CascadeScorer
from bench.scorers.interface import AskingScorer, Task
from bench.scorers.judge.scorer import JudgeScorer


class DoubtfulScorer(FakeScorer):
    """Takes `f01?0.4` in a summary as its doubt about its verdict on f01; elsewhere it has none."""

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        for summary, scored in zip(summaries, super().score(gold, summaries), strict=True):
            outcomes = []
            for outcome in scored.outcomes:
                _, _, doubt = summary.text.partition(f"{outcome.fact}?")
                share = float(doubt[:3]) if doubt else 0.0
                outcomes.append(outcome.model_copy(update={"confidence": share, "certainty": 1 - share}))
            yield scored.model_copy(update={"outcomes": tuple(outcomes)})


@pytest.fixture
def gold(tmp_path):
    return load(str(write_set(tmp_path / "gold"))).articles[0]


def summary(text: str, id_: str = "s") -> Summary:
    return Summary(id=id_, gold="harbour", article="ferry", model="m", text=f"It ran. {text}")


def cascade(above: float | None = 0.3) -> CascadeScorer:
    return CascadeScorer(DoubtfulScorer(), "m", above)


def answered(scorer: AskingScorer, gold: GoldArticle, of: Summary, **verdicts: str) -> None:
    """Let a judge answer whatever is asked about a summary; its evidence is the first word."""
    word = of.text.split()[0]
    for request in scorer.pending([Task(gold, [of])]):
        facts = [
            {"id": id_, "verdict": verdicts.get(id_, "omitted"), "evidence": word if id_ in verdicts else ""}
            for id_ in request.asked
        ]
        scorer.answers.add(
            JudgedAnswer(
                request=request.request,
                asked=request.asked,
                asks_flags=request.asks_flags,
                article=request.article,
                summary=request.summary,
                model="m",
                status="ok",
                text=json.dumps({"facts": facts, "flags": []}),
            )
        )


def asked(scorer: AskingScorer, gold: GoldArticle, text: str) -> list[tuple[tuple[str, ...], bool]]:
    return [(request.asked, request.asks_flags) for request in scorer.pending([Task(gold, [summary(text)])])]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Nothing of it.", None),
        ("f01=preserved f02=preserved", None),
        ("f01=misattribution", ("f01",)),
        ("f01=preserved f01?0.4", ("f01",)),
        ("f01=preserved f01?0.3", None),
        ("f02?0.9 is left out", ("f02",)),
        ("f02?0.2 is left out", None),
        ("f01=stance_shift f02?0.5 f03=preserved", ("f01", "f02")),
        ("[a made-up quotation]", ()),
    ],
)
def test_errors_and_doubts_are_asked_about_in_one_request_and_nothing_else(gold, text, ids):
    assert asked(cascade(), gold, text) == ([] if ids is None else [(ids, True)])


def test_at_1_errors_alone_are_asked_about(gold):
    text = "f01=misattribution f02?0.9 f03=preserved f03?0.9"
    assert [ids for ids, _ in asked(cascade(1.0), gold, text)] == [("f01",)]
    assert [ids for ids, _ in asked(cascade(0.0), gold, text)] == [("f01", "f02", "f03")]


def test_where_a_judge_was_asked_its_verdict_counts_and_elsewhere_that_of_the_rules(gold):
    scorer, of = cascade(), summary("f01=misattribution f02=preserved f03?0.9 [made up]")
    answered(scorer, gold, of, f01="preserved", f03="wrong_number")
    (scored,) = scorer.score(gold, [of])
    assert [outcome.verdict for outcome in scored.outcomes] == ["preserved", "preserved", "wrong_number"]
    name = f"cascade@{scorer.version}"
    assert [outcome.scorer for outcome in scored.outcomes] == [name, "fake@1", name]
    # The judge was asked about this summary, and lists no flag.
    assert scored.flags == ()
    assert scorer.pending([Task(gold, [of])]) == []


def test_a_verdict_that_the_judge_does_not_give_is_not_taken_from_the_rules(gold):
    scorer, of = cascade(), summary("f01=misattribution f02=preserved")
    (scored,) = scorer.score(gold, [of])
    assert [outcome.verdict for outcome in scored.outcomes] == ["unscored", "preserved", "omitted"]


def test_what_a_judge_has_answered_about_everything_serves_a_cascade(gold):
    of = summary("f01=misattribution f02?0.9")
    everything = JudgeScorer("m")
    answered(everything, gold, of, f01="misattribution", f02="dropped_hedge")
    scorer = cascade()
    scorer.answers.add(*everything.answers)
    assert scorer.pending([Task(gold, [of])]) == []
    (scored,) = scorer.score(gold, [of])
    assert [outcome.verdict for outcome in scored.outcomes] == ["misattribution", "dropped_hedge", "omitted"]
    # The other way round, only what is missing is asked about.
    judge = JudgeScorer("m")
    partly = cascade()
    answered(partly, gold, of, f01="misattribution", f02="dropped_hedge")
    judge.answers.add(*partly.answers)
    assert [request.asked for request in judge.pending([Task(gold, [of])])] == [("f03",)]


def test_a_lower_setting_asks_only_about_the_rest(gold):
    of = summary("f01=misattribution f02?0.2")
    high, low = cascade(0.5), cascade(0.1)
    answered(high, gold, of, f01="misattribution")
    low.answers.add(*high.answers)
    assert [(request.asked, request.asks_flags) for request in low.pending([Task(gold, [of])])] == [(("f02",), False)]


def test_another_setting_or_judge_is_another_scorer():
    names = {cascade(0.1).version, cascade(0.2).version, CascadeScorer(DoubtfulScorer(), "n", 0.2).version}
    assert len(names) == 3
    assert cascade(None).ask_above == 0.2


def test_the_same_text_under_two_ids_is_asked_about_once(gold):
    tasks = [Task(gold, [summary("f01=misattribution", "a"), summary("f01=misattribution", "b")])]
    scorer = cascade()
    assert len(scorer.pending(tasks)) == 1
    answered(scorer, gold, summary("f01=misattribution", "a"), f01="misattribution")
    assert scorer.pending(tasks) == []
    assert [scored.outcomes[0].verdict for scored in scorer.score(gold, tasks[0].summaries)] == ["misattribution"] * 2
