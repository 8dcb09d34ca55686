"""`bench validate --reader`: how well the reader finds who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from bench.terminal.output import console, one_line, progress, table
from bench.validation.attribution_corpus import load
from bench.validation.reader_accuracy import measure_reader
from reports.notation import percent, with_interval

if TYPE_CHECKING:
    from pathlib import Path

    from bench.validation.reader_accuracy import ReaderValidation


def validate_reader(file: Path, *, json: bool, show: bool) -> None:
    """Measure the reader on an attribution corpus and print how it did.

    Args:
        file: the corpus, JSON Lines.
        json: print one JSON object instead of a table.
        show: list what only one of the two has.
    """
    texts = load(file)
    with progress("reading", len(texts)) as step:
        validation = measure_reader(texts, step)
    if json:
        typer.echo(validation.model_dump_json(indent=2))
        return
    if show:
        for difference in validation.differences:
            only = "only in the corpus" if difference.is_missed else "only the reader's"
            typer.echo(
                one_line(f"{difference.text}, {only}: {difference.source} | {difference.cue} | {difference.content}")
            )
        typer.echo()
    _print_table(validation, file)


def _print_table(validation: ReaderValidation, file: Path) -> None:
    out = console()
    out.print(
        f"the reader on {one_line(file.name)}: {validation.texts} texts, {validation.attributions} attributions "
        f"({validation.sourceless} without a source are left out)"
    )
    main = table("", "", "precision", "recall", "F1")
    lines = (
        ("source and cue", validation.found),
        ("  credits inside credits counted too", validation.all_credits),
        ("content tokens of the pairs", validation.content),
    )
    for what, measured in lines:
        main.add_row(what, *map(with_interval, (measured.precision, measured.recall, measured.f1)))
    out.print(main)
    if validation.content_per_pair is not None:
        out.print(f"content tokens, mean F1 of a pair: {percent(validation.content_per_pair)}")
