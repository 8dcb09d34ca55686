"""`bench validate`: how far a scorer can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.options import Gold, ScorerName


def command(
    gold: Gold = None,
    scorer: ScorerName = "rules",
    reader: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Measure the reader instead, on an attribution corpus: JSON Lines with 'id', 'text' and "
            "'attributions'.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    show: Annotated[
        bool, typer.Option("--show", help="List every verdict and flag that differs from its label.")
    ] = False,
    curve: Annotated[
        bool,
        typer.Option(
            "--curve",
            help="Show what another confidence from which an error is called would do to precision and recall.",
        ),
    ] = False,
) -> None:
    """Say how far a scorer can be trusted.

    It scores the labelled summaries of gold sets, and its verdicts are compared with the labels. An error is
    hit where label and verdict are both an error on the same fact; a mention is any verdict but 'omitted'; a
    clean summary is one that its annotator found nothing wrong with. Brackets hold confidence intervals by
    bootstrap over articles.

    \b
    Examples:
      bench validate
      bench validate --gold path/to/my-set --show
      bench validate --json > trust.json
      bench validate --curve
      bench validate --reader corpus.jsonl
    """
    from bench.errors import UsageError

    if curve and (reader or show):
        raise UsageError("--curve goes with --gold, --scorer and --json alone: leave out the rest")
    # Before the gold sets are loaded, which a measurement of the reader does not need.
    if reader is not None:
        from bench.terminal.reader_tables import validate_reader

        validate_reader(reader, json=json, show=show)
        return
    from bench.goldset import load_all
    from bench.scorers import get
    from bench.terminal.output import progress
    from bench.terminal.validation_tables import print_disagreements, print_validation
    from bench.validation import labelled_articles, score_labelled, validate

    sets = load_all(gold or [])
    articles = labelled_articles(sets)
    if not articles:
        names = ", ".join(gold_set.card.name for gold_set in sets)
        raise UsageError(f"no labelled summaries in {names}: add an <article>.labels.jsonl, or name another --gold")
    measured = get(scorer)
    if curve:
        from bench.terminal.curve_table import validate_curve

        validate_curve(measured, sets, json=json)
        return
    with progress("scoring", sum(len(article.labels) for article in articles)) as step:
        cases = score_labelled(measured, articles, step=step)
    validation = validate(f"{measured.name}@{measured.version}", sets, cases)
    if json:
        typer.echo(validation.model_dump_json(indent=2))
        return
    if show:
        print_disagreements(validation)
    print_validation(validation)
