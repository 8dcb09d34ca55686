"""A run's figures in the terminal, and the end of every command that has scored a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from bench.counted import counted
from bench.pipeline.gating import checks, finish, of_figures
from bench.scorers import stored_trust
from bench.terminal.output import console, one_line, paragraph, table
from reports.ci import JobSummary
from reports.findings import finding
from reports.judge_wording import judge_sentences
from reports.notation import LEVEL, NO_VALUE, has_interval, percent, with_interval
from reports.scorecard_wording import no_interval, verdicts
from reports.trust_sentences import both_faithfulnesses, ends, errs, expected

if TYPE_CHECKING:
    from bench.records import Estimate, ExpectedErrors, Figures, Manifest, Score, SetRef, Threshold
    from bench.rundir import RunDir
    from bench.terminal.scoring import ScoredRun


def print_run(manifest: Manifest, score: Score) -> None:
    """Print a run's figures, how they were measured, and how many summaries they rest on."""
    out = console()
    sets = ", ".join(map(_named, manifest.gold))
    statuses = ", ".join(f"{count} {status}" for status, count in score.collected.statuses.items())
    collected = score.collected
    scored = f"{counted(collected.scored, 'summary')} scored"
    paragraph(one_line(f"{manifest.model} on {sets}: {scored} ({statuses or 'none'})"))
    if not collected.is_complete:
        out.print(
            f"INCOMPLETE: {collected.missing} of {counted(collected.expected, 'summary')} missing, "
            "and the figures may change with what is missing"
        )
    columns = ("facts", "coverage", "faithfulness", "major\nerrors", "minor\nerrors")
    figures = table("", "", *columns, *(("errors\nexpected",) if score.corrected else ()))
    expected_errors = _expected_errors(score)
    for group in _groups(score):
        for name, of_group in group.items():
            cells = figure_cells(of_group, expected_errors.get(name))
            figures.add_row(name, *(cells if score.corrected else cells[:-1]))
        figures.add_section()
    out.print(figures)
    if (without_major := score.overall.without_major) and without_major.of:
        paragraph(f"with major errors alone counted, faithfulness is {with_interval(without_major)}")
    errors = sorted(score.overall.codes.items(), key=lambda code_and_rate: -code_and_rate[1].count)
    counts = ", ".join(f"{estimate.count} {code}" for code, estimate in errors if estimate.count)
    # A score of an earlier release has no passages.
    passages = score.passages.all if score.passages else 0
    stand = f" in {counted(passages, 'passage')}" if passages else ""
    paragraph(f"errors{stand}: {counts or 'none'}")
    flags = ", ".join(f"{count} {code}" for code, count in score.flags.items() if count)
    per_100 = with_interval(score.flags_per_100_words, is_rate=True)
    paragraph(f"flags per 100 words: {per_100}" + (f" ({flags})" if flags else ""))
    if score.kept_per_100_words is not None:
        paragraph(f"claims kept per 100 words: {with_interval(score.kept_per_100_words, is_rate=True)}")
    for sentence in _corrected(score):
        paragraph(sentence)
    if score.judge:
        paragraph(one_line(" ".join(judge_sentences(score.judge))))
    paragraph(one_line(trust_sentence(manifest.scorer)))
    typer.echo(one_line(score.signature))


def figure_cells(figures: Figures, corrected: ExpectedErrors | None) -> tuple[str, ...]:
    """Facts, coverage, faithfulness, major and minor errors, and how many errors there are expected to be."""
    errors = NO_VALUE if corrected is None else f"{corrected.errors.value:.0f} [{ends(corrected.errors)}]"
    return (
        str(figures.coverage.of),
        share(figures.coverage),
        share(figures.faithfulness),
        _counted(figures.major),
        _counted(figures.minor),
        errors,
    )


def _named(ref: SetRef) -> str:
    first = f" (its first {counted(ref.first, 'article')} alone)" if ref.first else ""
    return f"{ref.name}@{ref.version}{first}"


class Closing(NamedTuple):
    """What a command is asked for at its end."""

    limits: Sequence[Threshold]
    """The thresholds that a run has to meet."""
    junit: Path | None
    """The file for JUnit XML."""
    markdown: Path | None
    """The file for a summary in Markdown."""


def close(scored: ScoredRun, closing: Closing) -> None:
    """Print a run's figures with the scorecard's path on the last line, and say if they are not good enough.

    Args:
        scored: the run.
        closing: the thresholds and reports that were asked for.

    Raises:
        IncompleteError: some summaries or verdicts could not be had.
        ThresholdError: a figure misses its limit.
    """
    run, score, scorecard = scored.collected.run, scored.score, scored.scorecard
    manifest, overall = run.manifest(), score.overall
    print_run(manifest, score)
    # The last line of standard output, as every command promises that makes a page.
    typer.echo(str(scorecard))
    figures = {
        "faithfulness": overall.faithfulness,
        "coverage": overall.coverage,
        "major errors": overall.major,
        "minor errors": overall.minor,
        # Only codes that occur: a job's page is short.
        **{str(code): rate for code, rate in overall.codes.items() if rate.count},
    }
    finish(
        JobSummary(
            title=manifest.model,
            columns=("", f"share, {LEVEL} interval", "claims"),
            rows=tuple(
                (name, with_interval(figure), f"{figure.count} of {figure.of}") for name, figure in figures.items()
            ),
            checks=checks(closing.limits, manifest.model, of_figures(overall)),
            complaint=complaint(run, score),
            notes=(*_corrected(score), trust_sentence(manifest.scorer), score.signature),
            page=str(scorecard),
        ),
        closing.junit,
        closing.markdown,
    )


def complaint(run: RunDir, score: Score) -> str | None:
    """Why a run is incomplete, and what to do; None if it is complete."""
    collected = score.collected
    if collected.is_complete and score.judge and score.judge.missing:
        return (
            f"no answer to {counted(score.judge.missing, 'request')} to the judge, and so no verdict in "
            f"{counted(score.judge.unscored, 'place')}: run the same again with --out {run.out} to go on"
        )
    if collected.is_complete:
        return None
    failed = collected.statuses.get("failed", 0)
    # One reason stands for all: mostly the same failure befell every request.
    reasons = Counter(s.error or "no reason given" for s in run.summaries() if s.status == "failed")
    example = f" ({next(iter(reasons))})" if reasons else ""
    return (
        f"{collected.missing} of {counted(collected.expected, 'summary')} "
        f"{'failed' if collected.missing == failed else 'missing'}{example}: "
        f"run the same again with --out {run.out} to go on"
    )


def _groups(score: Score) -> tuple[dict[str, Figures], dict[str, Figures]]:
    whole = {"overall": score.overall, **{f"  {kind}": figures for kind, figures in score.by_kind.items()}}
    return whole, {one_line(model): figures for model, figures in score.by_model.items()}


def _corrected(score: Score) -> tuple[str, ...]:
    """What a run comes to once its scorer's errors are allowed for: the heading of its page first."""
    # What is true of several models together is true of none of them.
    if score.by_model:
        return tuple(f"{one_line(model)}: {sentence}." for model, sentence in verdicts(score).items())
    corrected, faithful = score.corrected, score.overall.faithfulness
    if corrected is None or not faithful.of:
        return ()
    sentences = (
        f"{finding(faithful, corrected, len(score.by_article))}.",
        expected(corrected, faithful.of, score.passages),
        both_faithfulnesses(faithful, corrected),
        no_interval(score),
    )
    return tuple(filter(None, sentences))


def _expected_errors(score: Score) -> dict[str, ExpectedErrors]:
    """By the name of its row, what its figures come to without the scorer's errors."""
    if score.corrected is None:
        return {}
    kinds = {f"  {kind}": of_kind for kind, of_kind in score.corrected.by_kind.items()}
    models = {one_line(model): corrected.overall for model, corrected in score.corrected_by_model.items()}
    # The rows of the run last, so that a model called "overall" does not take the place of the whole.
    return {**models, "overall": score.corrected.overall, **kinds}


def share(estimate: Estimate) -> str:
    """A share with its interval; as counts where it has none, since a bare "100%" would hide that it is 1 of 1."""
    if estimate.value is None or has_interval(estimate):
        return with_interval(estimate)
    return f"{estimate.count:,} of {estimate.of:,}"


def _counted(estimate: Estimate) -> str:
    return NO_VALUE if estimate.value is None else f"{estimate.count} ({percent(estimate.value)})"


def trust_sentence(scorer: str) -> str:
    """How often a scorer errs."""
    return errs(stored_trust(scorer), scorer)
