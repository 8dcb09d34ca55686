"""What `bench gold new`, `draft`, `edit` and `start` do and say: articles to a set, drafts in it, and its page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bench.counted import counted
from bench.errors import InputError
from bench.terminal.local_page import serve_page
from bench.terminal.output import one_line, progress

if TYPE_CHECKING:
    from bench.goldset import SetCard

FEW = 20
"""Progress is shown only above this number of files; fewer are read in a moment."""
NAMED = 10
"""Of files that are passed over, so many are named; of more, the rest is counted."""


def make_set(folder: Path, source: str, limit: int | None = None) -> None:
    """Begin a set in a new folder with the articles of a source, and say what is in it and what was passed over.

    Raises:
        AllegedlyError: something is there already, or the source cannot be read.
    """
    from bench.goldset.intake import count_files, find_articles, skeleton
    from bench.goldset.writing import refuse_unless_new, write_content

    refuse_unless_new(folder)  # before anything is fetched or parsed
    files = count_files(source) if limit is None else min(count_files(source), limit)
    with progress("read", files) if files > FEW else nullcontext(lambda: None) as step:
        intake = find_articles(source, limit, step)
    write_content(skeleton(folder.resolve().name, intake.articles), folder)
    if intake.passed_over:
        typer.echo(one_line(f"skipped, not a kind of file that is read: {_listed(intake.passed_over)}"), err=True)
    if intake.empty:
        typer.echo(f"left out, without any text: {counted(intake.empty, 'article')}", err=True)
    words = sum(len(article.text.split()) for article in intake.articles)
    articles = counted(len(intake.articles), "article")
    typer.echo(f"{one_line(str(folder))}: {articles}, {counted(words, 'word')}")


def draft_set(folder: Path, card: SetCard, ids: Sequence[str]) -> int:
    """Draft the facts of some articles of a set, say of each what its file holds now, and return how many drafts.

    Raises:
        InputError: a facts file holds a line that is no fact of its article.
    """
    from bench.drafting.drafts_file import write_drafts
    from bench.goldset.files import read_article
    from bench.goldset.writing import locked_set
    from bench.records import Article

    made = {}
    # What a page saves while an article is being read would be lost.
    with locked_set(folder), progress("drafting", len(ids)) as step:
        for id_ in ids:
            about = card.articles[id_]
            text = read_article(folder / f"{id_}.txt")
            article = Article(gold=card.name, id=id_, title=about.title, date=about.date, text=text)
            made[id_] = write_drafts(folder / f"{id_}.facts.jsonl", article)
            step()
    # Printed at the end, since a line in between would break the bar.
    for id_, drafted in made.items():
        rejected = f", {drafted.rejected} rejected before and left out" if drafted.rejected else ""
        confirmed = counted(drafted.confirmed, "confirmed fact")
        typer.echo(f"{id_}: {counted(drafted.drafts, 'draft')}, {confirmed} kept{rejected}")
    return sum(drafted.drafts for drafted in made.values())


def edit_set(folder: Path, *, port: int | None, is_opened: bool) -> None:
    """Serve the page on which a set is annotated, until Ctrl-C.

    Raises:
        InputError: the set is in a language that is not read, or its folder cannot be written.
        AllegedlyError: the port is taken.
    """
    from functools import partial

    from bench.drafting.from_selection import Selections
    from bench.editing.server import application
    from bench.goldset.loading import read_card
    from bench.goldset.writing import locked_set

    try:
        read_card(folder / "set.toml")
    except InputError as error:
        # Any other mistake in set.toml the page shows, beside what can be annotated all the same.
        if error.field == "language":
            raise
    # Said at once: an annotator should not learn at the first save that a set in site-packages cannot be written.
    if not os.access(folder, os.W_OK):
        raise InputError("cannot be written: copy the set to a folder of your own and edit that", file=folder)
    # Held for as long as the page is open: of two pages, each would undo what the other has saved.
    with locked_set(folder):
        serve_page(partial(application, folder, Selections()), f"editing {folder}", port=port, is_opened=is_opened)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
