"""How well `judge` and `cascade` do by recorded answers.

    python benchmarks/recorded_judge.py measurement/judged/judged.jsonl

It asks nobody: the answers are those that a language model gave to the real requests. The figures are printed, and
written between the marks of docs/judge.md and of measurement/judged/README.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.goldset import GoldArticle, GoldSet, load_all
from bench.goldset.readmes.marks import between
from bench.pipeline.judges import RecordedJudge
from bench.records import Outcome, Summary
from bench.scorers import ScoredSummary, Scorer, get
from bench.scorers.cascade import CascadeScorer
from bench.scorers.interface import AskingScorer
from bench.scorers.judge.scorer import JudgeScorer
from bench.validation import Validation, score_labelled, validate
from bench.validation.cases import as_summaries
from reports.notation import percent, with_interval

ROOT = Path(__file__).parents[1]
HELD_OUT = ROOT / "measurement" / "held-out"
DOCUMENTS = (ROOT / "docs" / "judge.md", ROOT / "measurement" / "judged" / "README.md")
SECTION = "judged"
GARBLING = "smollm2"
"""The built-in model is so small that half of what it writes is garbled: what that claims is anybody's guess."""


class Measured(NamedTuple):
    """A scorer on one sort of labelled summaries."""

    scorer: str
    sort: str
    validation: Validation
    asked: float
    """The share of the verdicts that the judge was asked for."""


class AsScored:
    """A scorer that judges each summary once, and remembers it for the cascade that begins with it."""

    is_copyable = False

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._scored: dict[tuple[str, str, str], ScoredSummary] = {}
        self.name, self.version = scorer.name, scorer.version

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        """Judge summaries of this article: one `ScoredSummary` each, in their order."""
        keys = [(summary.gold, summary.article, summary.id) for summary in summaries]
        new = [summary for key, summary in zip(keys, summaries, strict=True) if key not in self._scored]
        for summary, scored in zip(new, self._scorer.score(gold, new), strict=True):
            self._scored[summary.gold, summary.article, summary.id] = scored
        for key in keys:
            yield self._scored[key]


def measure(recording: Path) -> Iterator[Measured]:
    """Measure all scorers on the labelled summaries that a recording has answers to."""
    judge = RecordedJudge(recording)
    shipped, held_out = load_all([]), load_all([str(HELD_OUT)])
    articles = list(_answered([*shipped, *held_out], judge))
    rules = AsScored(get("rules"))
    for scorer in (rules, CascadeScorer(rules, judge.name), JudgeScorer(judge.name)):
        if isinstance(scorer, AskingScorer):
            scorer.answers.add(*judge.answers)
        name = scorer.name
        cases = score_labelled(scorer, articles, step=lambda: None)
        named = f"{scorer.name}@{scorer.version}"
        of_held_out = held_out[0].card.name
        natural = [case for case in cases if case.labelled.origin == "natural"]
        planted = [case for case in cases if case.labelled.origin == "planted"]
        for sort, sets, of_sort in (
            ("natural", shipped, natural),
            (f"natural, but for {GARBLING}'s", shipped, [c for c in natural if c.labelled.model != GARBLING]),
            ("planted", shipped, [c for c in planted if c.gold.article.gold != of_held_out]),
            ("held out, planted", held_out, [c for c in planted if c.gold.article.gold == of_held_out]),
        ):
            outcomes = [outcome for case in of_sort for outcome in case.scored.outcomes]
            yield Measured(name, sort, validate(named, sets, of_sort), _asked(outcomes, named, name))


def _answered(sets: Sequence[GoldSet], judge: RecordedJudge) -> Iterator[GoldArticle]:
    """Articles with the labelled summaries that the judge has answered."""
    scorer = JudgeScorer(judge.name)
    for article in (article for gold in sets for article in gold.articles):
        labels = tuple(
            labelled
            for labelled, summary in zip(article.labels, as_summaries(article), strict=True)
            if all(judge.answers.to(case.key) for case in scorer.cases(article, summary))
        )
        if labels:
            yield article.model_copy(update={"labels": labels})


def _asked(outcomes: Sequence[Outcome], named: str, scorer: str) -> float:
    return sum(outcome.scorer == named for outcome in outcomes) / len(outcomes) if scorer != "rules" else 0.0


def lines(recording: Path, measured: Sequence[Measured]) -> Iterator[str]:
    """The figures as Markdown."""
    judge = RecordedJudge(recording)
    days = sorted({answer.at[:10] for answer in judge.answers})
    yield (
        f"Written by `python benchmarks/recorded_judge.py {recording.as_posix()}`, from {len(judge.answers)} answers "
        f"that `{judge.name}`, a language model of which no more is known, gave on {' and '.join(days)} to the real "
        "requests, without having seen labels or scorers. The labels come from language models too, so that what both "
        "get wrong looks right here."
    )
    yield ""
    yield "| summaries | scorer | asked for | errors right | errors found | F1 | clean ones charged |"
    yield "|---|---|---|---|---|---|---|"
    for sort in dict.fromkeys(of_sort.sort for of_sort in measured):
        for scorer, _, validation, asked in (m for m in measured if m.sort == sort):
            three = (validation.errors.precision, validation.errors.recall, validation.errors.f1)
            clean = validation.clean_with_error
            figures = " | ".join(map(with_interval, three))
            yield (
                f"| {sort} ({validation.summaries}) | `{scorer}` | {percent(asked)} | {figures} "
                f"| {clean.count} of {clean.of} |"
            )


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recording", type=Path)
    recording = parser.parse_args().recording
    figures = "\n".join(lines(recording, list(measure(recording))))
    sys.stdout.write(figures + "\n")
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        document.write_text(between(text, SECTION, figures), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
