"""`bench models`: what can be asked for summaries, and what of it is ready here."""

from __future__ import annotations

import typer


def command() -> None:
    """List models and endpoints, and what is ready here.

    Whether a key is set is looked up, and servers on this machine are knocked at; nothing is sent anywhere.

    \b
    Example:
      bench models
    """
    from runners.registry import available

    lines = available()
    width = max(len(line.name) for line in lines)
    for kind in dict.fromkeys(line.kind for line in lines):
        typer.echo(f"{kind}:")
        for line in lines:
            if line.kind == kind:
                typer.echo(f"  {line.name:<{width}}  {'ready' if line.is_ready else '-':<5}  {line.about}")
                if line.missing:
                    typer.echo(f"  {'':<{width}}         {line.missing}")
