"""`bench models`: what can be asked for summaries, with which prompts, and what of it is ready here."""

from __future__ import annotations

import typer


def command() -> None:
    """List models, endpoints and prompts, and what is ready here.

    Looks up which keys are set and which servers on this machine answer; nothing is sent anywhere else.

    \b
    Example:
      bench models
    """
    from runners import prompts
    from runners.availability import available

    lines = available()
    width = max(len(line.name) for line in lines)
    for kind in dict.fromkeys(line.kind for line in lines):
        typer.echo(f"{kind}:")
        for line in lines:
            if line.kind == kind:
                at_once = f" [{line.concurrency}]" if line.concurrency else ""
                ready = "ready" if line.is_ready else "-"
                typer.echo(f"  {line.name:<{width}}  {ready:<5}  {line.about}{at_once}".rstrip())
                if line.missing:
                    typer.echo(f"  {'':<{width}}         {line.missing}")
    typer.echo("[N]: the most requests at once where --concurrency is not given")
    typer.echo("prompts (for --prompt; the number is the hash of the text):")
    for name in prompts.shipped():
        prompt = prompts.load(name)
        typer.echo(f"  {name:<{width}}  {prompt.ref.hash}  {prompt.instruction}")
