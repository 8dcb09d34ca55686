"""`bench gold agree`: how far two annotations of the same articles agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.goldset.agreement.results import Agreed, AnnotationAgreement, Counted, Disagreement, LabelAgreement


def command(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A shipped set's name, a set's folder, or a folder of sets.")
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The same articles, annotated by somebody else.")],
    show: Annotated[bool, typer.Option("--show", help="List everything on which the two differ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON, differences included.")] = False,
) -> None:
    """Say how far two annotations of the same articles agree.

    Facts are paired off by kind and place. F1 says how far both marked the same ones; on those that both marked,
    Krippendorff's alpha says how far they agree beyond chance: 1 is full agreement, 0 what chance would give.
    Labels are compared where both labelled the same summary by the same facts.

    Where A or B is a folder of sets, those of the same name are compared, and all count together.

    \b
    Examples:
      bench gold agree politics path/to/second-politics
      bench gold agree mine theirs --show
      bench gold agree mine theirs --json > agreement.json
      bench gold agree gold docs/second-annotation
    """
    from bench.goldset.agreement import agree_at

    found = agree_at(first, second)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
        return
    _print_heading(found)
    _print_facts(found)
    if found.labels:
        _print_labels(found.labels)
    else:
        typer.echo("no summaries that both labelled by the same facts")
    for note in found.notes:
        _say(f"left out: {note}")
    if show:
        _print_differences(found.differences)
    elif found.differences:
        typer.echo(f"differences: {len(found.differences)} (--show lists them)")


def _print_heading(found: AnnotationAgreement) -> None:
    for letter, where, annotators in (("A", found.a, found.annotators_a), ("B", found.b, found.annotators_b)):
        _say(f"{letter}: {where}, by {', '.join(annotators) or 'nobody named'}")
    _say(f"articles of both: {', '.join(found.articles)}")
    for letter, ids in (("A", found.only_a), ("B", found.only_b)):
        if ids:
            _say(f"left out, only in {letter}: {', '.join(ids)}")


def _print_facts(found: AnnotationAgreement) -> None:
    from bench.commands.terminal import console, table

    selection = table("Marked facts", "kind", "A", "B", "both", "F1")
    for kind, count in found.facts.selection.items():
        selection.add_row(kind, *_counted(count))
    fields = table("Their fields in both", "field", "same", "of", "share", "alpha")
    for field, agreed in found.facts.fields.items():
        fields.add_row(field, *_agreed(agreed))
    console().print(selection)
    if found.facts.other_kind:
        typer.echo(f"marked by both at the same cue, but as different kinds: {found.facts.other_kind}")
    console().print(fields)
    _say_undefined(found.facts.fields)


def _print_labels(labels: LabelAgreement) -> None:
    from bench.commands.terminal import console, table

    verdicts = {"verdict": labels.verdicts, "error or not": labels.errors}
    rows = table("Labels", "", "same", "of", "share", "alpha")
    for name, agreed in verdicts.items():
        rows.add_row(name, *_agreed(agreed))
    codes = table("Errors and flags", "code", "A", "B", "both", "F1")
    for code, count in labels.codes.items():
        if count.a or count.b:
            codes.add_row(code, *_counted(count))
    typer.echo(f"summaries that both labelled: {labels.summaries}")
    console().print(rows)
    _say_undefined(verdicts)
    console().print(codes)
    typer.echo("Confusions (A, B: how often):")
    confusions = [(times, a, b) for a, row in labels.confusion.items() for b, times in row.items() if a != b]
    for times, a, b in sorted(confusions, key=lambda one: (-one[0], *one[1:])):
        typer.echo(f"  {a}, {b}: {times}")
    if not confusions:
        typer.echo("  none")


def _print_differences(differences: Sequence[Disagreement]) -> None:
    for one in differences:
        where = one.article if one.summary is None else f"{one.article}, summary {one.summary}"
        a, b = (f"“{value}”" if value else "nothing" for value in (one.a, one.b))
        about = f"; claim: {one.claim}" if one.claim else ""
        _say(f"{where}: {one.what}: A {a}, B {b}; in “{one.quote}”{about}")


def _counted(count: Counted) -> tuple[str, ...]:
    return str(count.a), str(count.b), str(count.both), "–" if count.f1 is None else f"{count.f1:.2f}"


def _agreed(agreed: Agreed) -> tuple[str, ...]:
    share = "–" if agreed.share is None else f"{agreed.share:.0%}"
    return str(agreed.same), str(agreed.of), share, "–" if agreed.alpha is None else f"{agreed.alpha:.2f}"


def _say_undefined(rows: dict[str, Agreed]) -> None:
    for name, agreed in rows.items():
        if agreed.undefined:
            typer.echo(f"no alpha for {name}: {agreed.undefined}")


def _say(text: str) -> None:
    from bench.commands.terminal import one_line

    typer.echo(one_line(text))
