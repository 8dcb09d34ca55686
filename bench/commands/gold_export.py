"""`bench gold export`: gold sets in other tools' formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def _known_format(name: str) -> str:
    from bench.goldset.exchange import FORMATS

    if name not in FORMATS:
        raise ValueError(f"'{name}' is not one of {', '.join(map(repr, FORMATS))}")
    return name


def command(
    sets: Annotated[list[str], typer.Argument(metavar="SET", help="Shipped sets' names or sets' folders.")],
    to: Annotated[
        str,
        typer.Option("--to", metavar="FORMAT", help="hf, csv or labelstudio.", parser=_known_format),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="A folder that does not exist yet.")],
) -> None:
    """Write gold sets in a format that other tools read.

    \b
    hf           a DatasetDict on disk, a table a kind of record, with its card:
                 datasets.load_from_disk(PATH)["number"]
    csv          the same tables as CSV files. A text that a spreadsheet could take
                 for a formula has an apostrophe in front of it
    labelstudio  tasks for Label Studio, with the facts and labels there are:
                 facts.json to mark facts in articles, summaries.json to label
                 summaries; each a project, with the .xml as its labelling interface

    bench gold import makes the set's folder of any of them again, with facts, drafts, labels, notes and all that
    set.toml says. Only rejected drafts are left behind.

    \b
    Examples:
      bench gold export venezuela --to csv --out venezuela-csv
      bench gold export my-set --to labelstudio --out for-label-studio
      bench gold export courts science --to hf --out dataset
    """
    from bench.counted import counted
    from bench.goldset import find
    from bench.goldset.exchange import export_sets
    from bench.terminal.output import one_line

    made = export_sets([find(name) for name in sets], to, out)
    for content in made:
        facts = sum(len(article.facts) for article in content.articles)
        labelled = sum(len(article.labels) for article in content.articles)
        typer.echo(
            f"{content.card.name}: {counted(len(content.articles), 'article')}, {counted(facts, 'fact')}, "
            f"{counted(labelled, 'labelled summary')}",
            err=True,
        )
    typer.echo(one_line(str(out)))
