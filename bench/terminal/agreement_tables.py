"""How far two annotations agree, in the terminal: tables of facts and labels, and every difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bench.terminal.output import console, one_line, table
from reports.notation import percent, rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.goldset.agreement.results import Agreed, AnnotationAgreement, Counted, Disagreement, LabelAgreement


def print_agreement(agreement: AnnotationAgreement, *, are_differences_listed: bool) -> None:
    """Print an agreement; its differences one by one, or only how many there are."""
    _print_heading(agreement)
    _print_facts(agreement)
    if agreement.labels:
        _print_labels(agreement.labels)
    else:
        typer.echo("no summaries that both labelled by the same facts")
    for note in agreement.notes:
        _say(f"left out: {note}")
    if are_differences_listed:
        _print_differences(agreement.differences)
    elif agreement.differences:
        typer.echo(f"differences: {len(agreement.differences)} (--show lists them)")


def _print_heading(agreement: AnnotationAgreement) -> None:
    for letter, where, annotators in (
        ("A", agreement.a, agreement.annotators_a),
        ("B", agreement.b, agreement.annotators_b),
    ):
        _say(f"{letter}: {where}, by {', '.join(annotators) or 'nobody named'}")
    _say(f"articles of both: {', '.join(agreement.articles)}")
    for letter, ids in (("A", agreement.only_a), ("B", agreement.only_b)):
        if ids:
            _say(f"left out, only in {letter}: {', '.join(ids)}")


def _print_facts(agreement: AnnotationAgreement) -> None:
    selection = table("Marked facts", "kind", "A", "B", "both", "F1")
    for kind, count in agreement.facts.selection.items():
        selection.add_row(kind, *_counted(count))
    fields = table("Their fields in both", "field", "same", "of", "share", "alpha")
    for field, agreed in agreement.facts.fields.items():
        fields.add_row(field, *_agreed(agreed))
    console().print(selection)
    if agreement.facts.other_kind:
        typer.echo(f"marked by both at the same cue, but as different kinds: {agreement.facts.other_kind}")
    console().print(fields)
    _say_undefined(agreement.facts.fields)


def _print_labels(labels: LabelAgreement) -> None:
    by_kind = {f"verdict of {kind}s": agreed for kind, agreed in labels.by_kind.items()}
    verdicts = {"verdict": labels.verdicts, "error or not": labels.errors} | by_kind
    agreement_table = table("Labels", "", "same", "of", "share", "alpha")
    for name, agreed in verdicts.items():
        agreement_table.add_row(name, *_agreed(agreed))
    codes = table("Errors and flags", "code", "A", "B", "both", "F1", "alpha")
    for code, count in labels.codes.items():
        # A code that neither annotator used would only be a row of zeros.
        if count.a or count.b:
            on_code = labels.by_verdict.get(code)
            codes.add_row(code, *_counted(count), _alpha(on_code) if on_code else "–")
    typer.echo(f"summaries that both labelled: {labels.summaries}")
    console().print(agreement_table)
    _say_undefined(verdicts)
    console().print(codes)
    typer.echo("Confusions (A, B: how often):")
    confusions = [
        (times, a, b)
        for a, times_by_verdict in labels.confusion.items()
        for b, times in times_by_verdict.items()
        if a != b
    ]
    # The most frequent first, and equal ones by name, so that two prints of one agreement are the same.
    for times, a, b in sorted(confusions, key=lambda confusion: (-confusion[0], *confusion[1:])):
        typer.echo(f"  {a}, {b}: {times}")
    if not confusions:
        typer.echo("  none")


def _print_differences(differences: Sequence[Disagreement]) -> None:
    for difference in differences:
        summary = "" if difference.summary is None else f", summary {difference.summary}"
        a, b = (f"“{value}”" if value else "nothing" for value in (difference.a, difference.b))
        about = f"; claim: {difference.claim}" if difference.claim else ""
        _say(f"{difference.article}{summary}: {difference.what}: A {a}, B {b}; in “{difference.quote}”{about}")


def _counted(count: Counted) -> tuple[str, ...]:
    return str(count.a), str(count.b), str(count.both), rate(count.f1)


def _agreed(agreed: Agreed) -> tuple[str, ...]:
    return (
        str(agreed.same),
        str(agreed.of),
        percent(agreed.share),
        _alpha(agreed),
    )


def _alpha(agreed: Agreed) -> str:
    return "–" if agreed.alpha is None else f"{agreed.alpha:.2f}"


def _say_undefined(agreements: dict[str, Agreed]) -> None:
    for name, agreed in agreements.items():
        if agreed.undefined:
            typer.echo(f"no alpha for {name}: {agreed.undefined}")


def _say(text: str) -> None:
    typer.echo(one_line(text))
