"""`bench gold agree`: how far two annotations of the same articles agree."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    a_path: Annotated[
        str, typer.Argument(metavar="A", help="A shipped set's name, a set's folder, or a folder of sets.")
    ],
    b_path: Annotated[str, typer.Argument(metavar="B", help="The same articles, annotated by somebody else.")],
    show: Annotated[bool, typer.Option("--show", help="List everything on which the two differ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON, differences included.")] = False,
) -> None:
    """Say how far two annotations of the same articles agree.

    Facts are paired off by kind and place. F1 says how far both marked the same ones; on those that both marked,
    Krippendorff's alpha says how far they agree beyond chance: 1 is full agreement, 0 what chance would give.
    Labels are compared where both labelled the same summary by the same facts.

    Where A or B is a folder of sets, those of the same name are compared, and all count together.

    \b
    Examples:
      bench gold agree politics path/to/second-politics
      bench gold agree mine theirs --show
      bench gold agree mine theirs --json > agreement.json
      bench gold agree gold measurement/second-annotation
    """
    from bench.goldset.agreement import agree_at
    from bench.terminal.agreement_tables import print_agreement

    agreement = agree_at(a_path, b_path)
    if as_json:
        typer.echo(agreement.model_dump_json(indent=2))
    else:
        print_agreement(agreement, are_differences_listed=show)
