"""`bench gold new`: a gold set's skeleton from articles that exist already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The new set's folder; its name becomes the set's.")],
    source: Annotated[
        str,
        typer.Option("--from", metavar="SOURCE", help="A file, a folder of files, or a data set's name."),
    ],
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Take the first N articles only.")
    ] = None,
) -> None:
    """Begin a gold set with articles that you have.

    SOURCE is one article or a folder of articles in text (.txt), Markdown (.md), HTML (.html) or Word (.docx); or a
    table with an article a row: a .jsonl, .json, .csv or .parquet file, a folder that datasets' save_to_disk wrote,
    or the public name of a data set, which is the one thing that needs a network. A table needs a column called text,
    article, document, body or content; title or headline, date or published, publisher and id are used where they are
    there.
    Files of other kinds are named and passed over.

    The set has set.toml, the articles, and an empty file of facts for each. Nothing is overwritten.

    \b
    Examples:
      bench gold new my-set --from article.md
      bench gold new my-set --from saved-pages/
      bench gold new my-set --from articles.jsonl --limit 20
      bench gold new my-set --from some-user/some-data-set --limit 20
    """
    import shlex

    from bench.terminal.output import one_line
    from bench.terminal.set_making import make_set

    make_set(folder, source, limit)
    name = one_line(shlex.quote(str(folder)))
    typer.echo("Look over the titles and dates in set.toml, name the annotators and the licence there. Then:")
    typer.echo(f"  bench gold draft {name}    propose facts")
    typer.echo(f"  bench gold edit {name}     correct and confirm them in a browser")
    typer.echo(f"  bench gold lint {name}     find what is still wrong")
