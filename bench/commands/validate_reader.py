"""`bench validate --reader`: how well the reader finds who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bench.commands.terminal import console, one_line, progress, share, table
from bench.validation.attribution_corpus import load, measure

if TYPE_CHECKING:
    from pathlib import Path

    from bench.validation.attribution_corpus import ReaderValidation


def validate_reader(file: Path, *, json: bool, show: bool) -> None:
    """Measure the reader on an attribution corpus and print how it did.

    Args:
        file: the corpus, JSON Lines.
        json: print one JSON object instead of a table.
        show: list what only one of the two has.
    """
    texts = load(file)
    with progress("reading", len(texts)) as step:
        validation = measure(texts, step)
    if json:
        typer.echo(validation.model_dump_json(indent=2))
        return
    if show:
        for one in validation.differences:
            only = "only in the corpus" if one.is_missed else "only the reader's"
            typer.echo(one_line(f"{one.text}, {only}: {one.source} | {one.cue} | {one.content}"))
        typer.echo()
    _print_table(validation, file)


def _print_table(validation: ReaderValidation, file: Path) -> None:
    out = console()
    out.print(
        f"the reader on {one_line(file.name)}: {validation.texts} texts, {validation.attributions} attributions "
        f"({validation.sourceless} without a source are left out)"
    )
    main = table("", "", "precision", "recall", "F1")
    rows = (
        ("source and cue", validation.found),
        ("  credits inside credits counted too", validation.all_credits),
        ("content tokens of the pairs", validation.content),
    )
    for what, agreement in rows:
        main.add_row(what, *(share(one) for one in (agreement.precision, agreement.recall, agreement.f1)))
    out.print(main)
    if validation.content_per_pair is not None:
        out.print(f"content tokens, mean F1 of a pair: {validation.content_per_pair:.0%}")
