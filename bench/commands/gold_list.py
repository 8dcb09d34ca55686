"""`bench gold list`: which gold sets there are."""

from __future__ import annotations

import typer


def command() -> None:
    """List the gold sets that come with the package.

    \b
    Example:
      bench gold list
    """
    from bench.goldset import load, shipped
    from bench.records import KINDS
    from bench.terminal.output import console, table

    sets_table = table(
        "", "set", "version", "language", "articles", "facts", *(f"{kind}s" for kind in KINDS), "labelled"
    )
    about = []
    for name in shipped():
        gold = load(name)
        kinds = [located.fact.kind for article in gold.articles for located in article.facts]
        labelled = sum(len(article.labels) for article in gold.articles)
        counts = (len(gold.articles), len(kinds), *(kinds.count(kind) for kind in KINDS), labelled)
        sets_table.add_row(name, gold.card.version, gold.card.language, *map(str, counts))
        about.append(f"{name}: {gold.card.description}\n  {gold.folder}")
    console().print(sets_table)
    typer.echo("\n".join(about))
