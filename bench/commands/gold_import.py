"""`bench gold import`: a gold set from what `bench gold export` or Label Studio wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="An export's folder, or a JSON file from Label Studio.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The set's folder, which does not exist yet.")],
) -> None:
    """Make a gold set's folder of an export.

    The format is recognised: a DatasetDict, CSV tables, or Label Studio's JSON. To take in what
    was annotated in Label Studio, export the project there as JSON; for labelled summaries, put it beside facts.json
    in one folder, in the place of summaries.json, and name the folder.

    What nobody has annotated in Label Studio yet, and was only proposed there, becomes drafts. Several sets in one
    export become folders inside DIR.

    \b
    Examples:
      bench gold import venezuela-csv --out my-venezuela
      bench gold import project-1-at-2026-11-21.json --out my-set
    """
    import shlex

    from bench.counted import counted
    from bench.goldset.exchange import import_sets
    from bench.terminal.output import one_line

    for folder, content in import_sets(path, out).items():
        facts = [fact for article in content.articles for fact in article.facts]
        drafts = sum(fact.draft for fact in facts)
        labelled = sum(len(article.labels) for article in content.articles)
        typer.echo(
            f"{one_line(str(folder))}: {content.card.name}, {counted(len(content.articles), 'article')}, "
            f"{counted(len(facts), 'fact')} ({counted(drafts, 'draft')}), {counted(labelled, 'labelled summary')}"
        )
        typer.echo(f"  bench gold lint {one_line(shlex.quote(str(folder)))}")
