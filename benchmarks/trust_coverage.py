"""How often the stated number of real errors holds the truth: `python benchmarks/trust_coverage.py [--runs N]`.

Runs whose true errors are known are made out of labelled summaries. Each time the articles are split in two halves
by chance: the scorer's error rates are measured on the one, and from the other a run is drawn, whole articles first,
then as many of their right claims and errors as give a certain share of wrong claims. The run is made of natural
summaries where there are any, as real runs are. It is the same simulation each time.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bench.goldset import load_all
from bench.records import CONFIDENCE_LEVEL, ERROR_CODES, ExpectedCount
from bench.scorers import get
from bench.statistics import expected_errors, verdicts_by_kind
from bench.validation import ScoredCase, labelled_articles, score_labelled
from bench.validation.cases import LabelledVerdict
from bench.validation.measuring_rates import error_rates

SHARES = (0.02, 0.05, 0.1, 0.2)
"""Of the claims that a simulated run's summaries make, those that are wrong."""
SEED = 20261130


class SimulatedRun(NamedTuple):
    """How a statement on a simulated run compares with the truth."""

    errors: bool
    """Whether its interval holds the true number of errors."""
    real: bool
    """Whether that of the real ones among the charged holds theirs."""
    truth: int
    expected: float
    width: float
    charged_real: int
    """The real ones among the charged."""
    expected_real: float


def simulate(cases: Sequence[ScoredCase], share: float, rng: np.random.Generator) -> SimulatedRun:
    """Measure on one half of the articles, and correct a run that is drawn from the other."""
    articles = rng.permutation(sorted({case.article for case in cases}))
    measuring = set(articles[: len(articles) // 2])
    rates = error_rates([case for case in cases if case.article in measuring])
    drawn_from = [case for case in cases if case.article not in measuring]
    natural = [case for case in drawn_from if case.labelled.origin == "natural"]
    run = draw_run(natural or drawn_from, share, rng)
    corrected = expected_errors(verdicts_by_kind((p.kind, p.article, p.predicted) for p in run), rates)
    if corrected is None:
        raise SystemExit("a half of the articles has no labelled error, or no claim that is labelled as right")
    errors, real = corrected.overall.errors, corrected.overall.real
    wrong = [pair for pair in run if pair.label in ERROR_CODES]
    charged_real = sum(pair.predicted in ERROR_CODES for pair in wrong)
    return SimulatedRun(
        errors=_holds(errors, len(wrong)),
        real=_holds(real, charged_real),
        truth=len(wrong),
        expected=errors.value,
        width=errors.high - errors.low,
        charged_real=charged_real,
        expected_real=real.value,
    )


def draw_run(cases: Sequence[ScoredCase], share: float, rng: np.random.Generator) -> list[LabelledVerdict]:
    """Labels and verdicts of a run in which this share of the claims that are made is wrong."""
    of_article: defaultdict[str, list[LabelledVerdict]] = defaultdict(list)
    for case in cases:
        of_article[case.article].extend(case.pairs())
    drawn = rng.choice(sorted(of_article), len(of_article))
    pairs = [
        pair._replace(article=f"{number}/{article}")
        for number, article in enumerate(drawn)
        for pair in of_article[article]
    ]
    wrong = [pair for pair in pairs if pair.label in ERROR_CODES]
    right_claims = [pair for pair in pairs if pair.label == "preserved"]
    omitted = [pair for pair in pairs if pair.label == "omitted"]
    # Fewer wrong claims than the share asks for are all taken, and fewer right ones then.
    wrong = _some(wrong, round(len(right_claims) * share / (1 - share)), rng)
    kept_right = _some(right_claims, round(len(wrong) * (1 - share) / share), rng)
    return [*wrong, *kept_right, *_some(omitted, round(len(omitted) * len(kept_right) / len(right_claims)), rng)]


def _some(pairs: Sequence[LabelledVerdict], number: int, rng: np.random.Generator) -> list[LabelledVerdict]:
    return [pairs[index] for index in rng.permutation(len(pairs))[:number]]


def _holds(expected: ExpectedCount, truth: int) -> bool:
    return expected.low <= truth <= expected.high


def main() -> None:
    """Score the labelled summaries once, simulate runs, and print how often the truth was held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200, metavar="N", help="runs with each share (default: 200)")
    parser.add_argument("--gold", action="append", metavar="SET", help="sets; all shipped ones if left out")
    parser.add_argument("--scorer", default="rules", metavar="NAME")
    options = parser.parse_args()
    sets = load_all(options.gold or [])
    cases = score_labelled(get(options.scorer), labelled_articles(sets), step=lambda: None)
    natural = sum(case.labelled.origin == "natural" for case in cases)
    sys.stdout.write(
        f"{options.runs} runs with each share, out of {len(cases)} labelled summaries ({natural} natural): "
        f"share of {CONFIDENCE_LEVEL:.0%} intervals that hold the truth\n"
    )
    head = ("wrong claims", "all errors", "real charged", "errors", "expected", "width", "real", "expected")
    sys.stdout.write("{:<14}{:>12}{:>14}{:>10}{:>10}{:>8}{:>8}{:>10}\n".format(*head))
    for number, share in enumerate(SHARES):
        rng = np.random.default_rng([SEED, number])
        runs = [simulate(cases, share, rng) for _ in range(options.runs)]
        shares_held = np.mean(runs, axis=0)
        sys.stdout.write(
            "{:<14.0%}{:>12.1%}{:>14.1%}{:>10.1f}{:>10.1f}{:>8.1f}{:>8.1f}{:>10.1f}\n".format(share, *shares_held)
        )


if __name__ == "__main__":
    main()
