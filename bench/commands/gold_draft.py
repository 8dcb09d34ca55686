"""`bench gold draft`: propose the facts of a set's articles."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    set_: Annotated[str, typer.Argument(metavar="SET", help="The set's folder, with a set.toml and the articles.")],
) -> None:
    """Propose gold facts, to be confirmed by a person.

    Reads each article and writes the places that a summary easily distorts into ARTICLE.facts.jsonl as drafts: who
    said it, how sure it is, how much it is. About half of them are usually worth keeping. Nothing is scored against
    a set that still has drafts.

    Confirmed facts are never touched. Run again, it makes the drafts anew, also those that were thrown out.

    \b
    Examples:
      bench gold draft path/to/my-set      propose
      bench gold edit path/to/my-set       confirm, correct or throw out each draft
      bench gold lint path/to/my-set       check
    """
    from bench.drafting.drafts_file import write_drafts
    from bench.errors import UsageError
    from bench.goldset import find, shipped
    from bench.goldset.files import read_article
    from bench.goldset.loading import read_card
    from bench.records import Article
    from bench.terminal.output import one_line, progress

    # Drafts among the facts of a shipped set would keep it from being loaded.
    if set_ in shipped():
        raise UsageError(f"'{set_}' comes with the package and has its facts; give the folder of a set of your own")
    folder = find(set_)
    # Not loaded as a set: that would refuse the drafts that are to be made anew.
    card = read_card(folder / "set.toml")
    lines = []
    with progress("drafting", len(card.articles)) as step:
        for id_, about in card.articles.items():
            article = Article(
                gold=card.name, id=id_, title=about.title, date=about.date, text=read_article(folder / f"{id_}.txt")
            )
            made = write_drafts(folder / f"{id_}.facts.jsonl", article)
            # Printed at the end, since a line in between would break the bar.
            lines.append((id_, made))
            step()
    for id_, made in lines:
        typer.echo(f"{id_}: {made.drafts} drafts, {made.confirmed} confirmed facts kept")
    if any(made.drafts for _, made in lines):
        typer.echo(f"next: bench gold edit {one_line(set_)}", err=True)
    else:
        typer.echo("nothing to propose: no article names a source, a doubt or a number", err=True)
