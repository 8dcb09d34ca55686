"""`bench gold draft`: propose the facts of a set's articles."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    set_: Annotated[str, typer.Argument(metavar="SET", help="The set's folder, with a set.toml and the articles.")],
) -> None:
    """Propose gold facts, to be confirmed by a person.

    Reads each article and writes the places that a summary easily distorts into ARTICLE.facts.jsonl as drafts: who
    said it, how sure it is, how much it is. About half of them are usually worth keeping. Drafts are left out of runs
    and of whatever else a set is used for, until they are confirmed.

    Confirmed facts are never touched. Run again, it makes the drafts anew; what was rejected in the page of
    `bench gold edit` stays out.

    \b
    Examples:
      bench gold draft path/to/my-set      propose
      bench gold edit path/to/my-set       confirm, correct or throw out each draft
      bench gold lint path/to/my-set       check
    """
    import shlex

    from bench.errors import UsageError
    from bench.goldset import find, shipped
    from bench.goldset.loading import read_card
    from bench.terminal.output import one_line
    from bench.terminal.set_making import draft_set

    # A shipped set is everybody's, and has been decided on.
    if set_ in shipped():
        raise UsageError(f"'{set_}' comes with the package and has its facts; give the folder of a set of your own")
    folder = find(set_)
    card = read_card(folder / "set.toml")
    if draft_set(folder, card, list(card.articles)):
        typer.echo(f"next: bench gold edit {one_line(shlex.quote(set_))}", err=True)
