"""A validation in the terminal: the figures, which verdicts are confused, and every disagreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.records import CODES, ERROR_CODES
from bench.terminal.output import console, one_line, table
from reports.notation import with_interval

if TYPE_CHECKING:
    from rich.console import Console

    from bench.records import Estimate, PrecisionRecall, Verdict
    from bench.validation import Validation


def print_validation(validation: Validation) -> None:
    """Print how a scorer's verdicts compare with the labels."""
    out = console()
    head = (
        f"{validation.scorer} on {', '.join(f'{ref.name}@{ref.version}' for ref in validation.sets)}: "
        f"{counted(validation.summaries, 'summary')} of {counted(validation.articles, 'article')}, "
        f"{counted(validation.verdicts, 'verdict')}"
    )
    out.print(head + (f", {validation.unscored} without a verdict" if validation.unscored else ""))
    _print_error_rates(validation, out)
    main = table("", "", "precision", "recall", "F1", "labelled")
    main.add_row("errors", *_cells(validation.errors))
    for kind, figures in validation.by_kind.items():
        main.add_row(f"  {kind}", *_cells(figures.errors))
        for code in CODES[kind]:
            main.add_row(f"    {code}", *_cells(validation.by_code[code]))
    main.add_row("mentions", *_cells(validation.mentions))
    for kind, figures in validation.by_kind.items():
        main.add_row(f"  {kind}", *_cells(figures.mentions))
    main.add_section()
    for flag, of_flag in validation.flags.items():
        main.add_row(flag, *_cells(of_flag))
    out.print(main)
    shares = (
        ("hit errors with the label's own code", validation.exact_code),
        ("clean summaries charged with an error", validation.clean_with_error),
        ("clean summaries with an error or a flag", validation.clean_with_any),
    )
    for what, estimate in shares:
        out.print(f"{what:<42}{with_interval(estimate):>14}   {_of(estimate)}")
    _print_confusion(validation, out)


def _print_error_rates(validation: Validation, out: Console) -> None:
    """Print what transfers to runs with more or fewer errors, natural summaries first."""
    rates_table = table(
        "", "", "summaries", "errors found", "", "right claims\ncharged", "", "facts left out\ncharged", ""
    )
    for origin, groups in validation.error_rates.items():
        for group, rates in groups.items():
            name = origin if group == "all" else f"  {group}"
            shares = (rates.found.share, rates.false_alarms.share, rates.false_alarms_omitted.share)
            cells = (cell for share in shares for cell in (with_interval(share), _of(share)))
            rates_table.add_row(name, str(rates.summaries) if group == "all" else "", *cells)
        rates_table.add_section()
    out.print(rates_table)


def print_disagreements(validation: Validation) -> None:
    """Print every verdict and flag that differs from its label."""

    def say(line: str) -> None:
        # `one_line` drops the indentation, which is put back here.
        typer.echo(one_line(line) if not line.startswith(" ") else f"    {one_line(line)}")

    for fact in validation.disagreements:
        say(
            f"{fact.gold}/{fact.article} {fact.summary} {fact.fact} ({fact.kind}): "
            f"label {fact.label}, verdict {fact.predicted} at {fact.confidence:.2f}"
        )
        say(f"  claim: {fact.claim}")
        for passage in fact.passages:
            say(f"  passage: {passage}")
        say(f"  reason: {fact.reason}")
    for flag in validation.flag_disagreements:
        who = "only labelled" if flag.reason is None else "only the scorer's"
        say(f"{flag.gold}/{flag.article} {flag.summary} {flag.code}, {who}: {flag.text}")
        if flag.reason:
            say(f"  reason: {flag.reason}")
    typer.echo()


def _cells(measured: PrecisionRecall) -> tuple[str, str, str, str]:
    precision, recall, f1 = map(with_interval, (measured.precision, measured.recall, measured.f1))
    return precision, recall, f1, str(measured.recall.of)


def _of(estimate: Estimate) -> str:
    return f"{estimate.count} of {estimate.of}"


def _print_confusion(validation: Validation, out: Console) -> None:
    counts_by_label = validation.confusion
    # Only what occurs: nine columns of dots would hide the figures.
    occurring = {*counts_by_label, *(verdict for counts in counts_by_label.values() for verdict in counts)}
    verdicts: list[Verdict] = [verdict for verdict in ("omitted", "preserved", *ERROR_CODES) if verdict in occurring]
    numbers = [str(number) for number, _ in enumerate(verdicts, start=1)]
    confusion = table("labels in rows, the scorer's verdicts in columns", "", *numbers)
    for number, label in zip(numbers, verdicts, strict=True):
        counts = counts_by_label.get(label, {})
        confusion.add_row(f"{number:>2} {label}", *(str(counts.get(verdict, "·")) for verdict in verdicts))
    out.print()
    out.print(confusion)
