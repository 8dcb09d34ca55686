"""`bench models`: what can be asked for summaries, with which prompts, what scores them, and what is ready here."""

from __future__ import annotations

import typer


def command() -> None:
    """List models, scorers and prompts, and what is ready here.

    Looks up which keys are set and which servers on this machine answer; nothing is sent anywhere else.

    \b
    Example:
      bench models
    """
    from bench.scorers import registry
    from runners import prompts
    from runners.availability import available

    lines = available()
    scorers = registry.available()
    width = max(len(name) for name in (*(line.name for line in lines), *(scorer.name for scorer in scorers)))
    for kind in dict.fromkeys(line.kind for line in lines):
        typer.echo(f"{kind}:")
        for line in lines:
            if line.kind == kind:
                batches = ", batches" if line.takes_batches else ""
                at_once = f" [{line.concurrency}{batches}]" if line.concurrency else ""
                ready = "ready" if line.is_ready else "-"
                typer.echo(f"  {line.name:<{width}}  {ready:<5}  {line.about}{at_once}".rstrip())
                if line.missing:
                    typer.echo(f"  {'':<{width}}         {line.missing}")
    typer.echo("[N]: the most requests at once where --concurrency is not given; batches: --batch works with it")
    typer.echo("scorers (for --scorer):")
    for scorer in scorers:
        typer.echo(f"  {scorer.name:<{width}}  {'-' if scorer.missing else 'ready':<5}  {scorer.about}".rstrip())
        if scorer.missing:
            typer.echo(f"  {'':<{width}}         {scorer.missing}")
    typer.echo("prompts (for --prompt; the number is the hash of the text):")
    for name in prompts.shipped():
        prompt = prompts.load(name)
        typer.echo(f"  {name:<{width}}  {prompt.ref.hash}  {prompt.instruction}")
