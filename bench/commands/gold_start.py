"""`bench gold start`: from a folder of texts to the page on which they are annotated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.options import NoOpen, Port


def command(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="A folder of texts, or a set that was begun before.", show_default=False),
    ],
    port: Port = None,
    no_open: NoOpen = False,
) -> None:
    """Make a gold set of a folder of texts, draft its facts and open it.

    Does what `bench gold new`, `draft` and `edit` do, one after the other: text, Markdown, HTML and Word files
    (.txt, .md, .html, .docx) become the articles of a new set in FOLDER-gold beside FOLDER, facts are proposed in
    each, and the page opens on which you confirm, correct and add. Files of other kinds are named and passed over.

    Run again, it goes on with the same set: articles that have facts or drafts already are left as they are. The
    last line printed is the page's address. Ctrl-C ends it.

    \b
    Examples:
      bench gold start articles/         the set is articles-gold/
      bench gold start articles/ --no-open --port 8000
    """
    import shlex

    from bench.errors import UsageError
    from bench.goldset.loading import read_card
    from bench.goldset.rejected import REJECTED
    from bench.terminal.output import one_line
    from bench.terminal.set_making import draft_set, edit_set, make_set

    if folder.is_file():
        raise UsageError(f"{folder}: is a file; give the folder that your texts are in")
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; put your texts into one, or begin with 'bench gold new'")
    is_set = (folder / "set.toml").is_file()
    # "." and ".." have no name of their own to add to.
    named = folder if folder.name not in ("", "..") else folder.resolve()
    gold = folder if is_set else named.with_name(f"{named.name}-gold")
    if not (gold / "set.toml").is_file():
        make_set(gold, str(folder))
    card = read_card(gold / "set.toml")
    # Annotated, or drafted and thrown out: what is there is somebody's work, and is not made anew.
    untouched = [
        id_
        for id_ in card.articles
        if not any(
            path.is_file() and path.stat().st_size for path in (gold / f"{id_}.facts.jsonl", gold / f"{id_}{REJECTED}")
        )
    ]
    if untouched:
        draft_set(gold, card, untouched)
    name = one_line(shlex.quote(str(gold)))
    typer.echo(f"the set is {name}; when its drafts are decided: bench run --model lead-3 --gold {name}", err=True)
    edit_set(gold, port=port, is_opened=not no_open)
