"""`bench validate`: how far a scorer can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.config_file import takes_config
from bench.terminal.judge_options import JudgeChoice, takes_judge
from bench.terminal.options import Batch, Gold, MaxFailures, ScorerName


@takes_config
@takes_judge(is_only_model=True)
def command(
    gold: Gold = None,
    scorer: ScorerName = "rules",
    *,
    judging: JudgeChoice,
    batch: Batch = False,
    max_failures: MaxFailures = None,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Measure on so many labelled summaries only, drawn by chance from all articles: cheaper, with wider "
            "intervals.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what the judge would be asked; send nothing, write nothing.")
    ] = False,
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
            help="Show what another value of the scorer's setting would do: of the rules, the confidence from which an "
            "error is called; of a cascade, the doubt from which its judge is asked.",
        ),
    ] = False,
) -> None:
    """Say how far a scorer can be trusted.

    It scores the labelled summaries of gold sets, and its verdicts are compared with the labels. An error is
    hit where label and verdict are both an error on the same fact; a mention is any verdict but 'omitted'; a
    clean summary is one that its annotator found nothing wrong with. Brackets hold confidence intervals by
    bootstrap over articles.

    What is measured of a judge is kept for you, and every scorecard by that judge shows it and is corrected by it. So
    are the judge's answers: the same measurement again asks nothing twice.

    \b
    Examples:
      bench validate
      bench validate --gold path/to/my-set --show
      bench validate --json > trust.json
      bench validate --curve
      bench validate --scorer judge --judge openai:NAME --limit 100 --dry-run
      bench validate --scorer cascade --judge openai:NAME --curve
      bench validate --reader corpus.jsonl
    """
    from bench.errors import UsageError

    if curve and (reader or show):
        raise UsageError("--curve shows figures only: leave out --reader and --show")
    # Before the gold sets are loaded, which a measurement of the reader does not need.
    if reader is not None:
        from bench.terminal.reader_tables import validate_reader

        validate_reader(reader, json=json, show=show)
        return
    from bench.goldset import load_all
    from bench.pipeline.batching import batch_limits, batch_prices, check_batches
    from bench.pipeline.judges import RecordedJudge, judge_of
    from bench.scorers import get
    from bench.terminal.curve_table import validate_curve
    from bench.terminal.drafts_left_out import note_drafts
    from bench.terminal.output import progress
    from bench.terminal.validating_judge import answered, ask_labelled, keep_trust, print_request_plan
    from bench.terminal.validation_tables import print_disagreements, print_validation
    from bench.validation import labelled_articles, score_labelled, validate

    sets = load_all(gold or [])
    note_drafts(sets)
    chosen_judge = judge_of(judging.model, judging.limits, is_asked=not dry_run) if judging.model else None
    if batch:
        check_batches(None, chosen_judge)
    batches = batch_limits(chosen_judge) if batch else None
    prices = batch_prices(judging.prices, batches)
    measured = get(scorer, judge=chosen_judge.name if chosen_judge else None, ask_above=judging.ask_above)
    articles = labelled_articles(answered(sets, chosen_judge), limit)
    if not articles and isinstance(chosen_judge, RecordedJudge):
        raise UsageError(f"{chosen_judge.path}: no answers to these labelled summaries with the current judging text")
    if not articles:
        names = ", ".join(gold_set.card.name for gold_set in sets)
        raise UsageError(f"no labelled summaries in {names}: add an <article>.labels.jsonl, or name another --gold")
    if dry_run:
        print_request_plan(measured, chosen_judge, articles, prices, batches)
        return
    if chosen_judge:
        ask_labelled(measured, chosen_judge, articles, prices, max_failures, in_batches=batch, is_curve=curve)
    if curve:
        validate_curve(measured, sets, articles, json=json)
        return
    with progress("scoring", sum(len(article.labels) for article in articles)) as step:
        cases = score_labelled(measured, articles, step=step)
    validation = validate(f"{measured.name}@{measured.version}", sets, cases)
    kept = keep_trust(validation, sets, cases) if measured.name != "rules" else None
    if json:
        typer.echo(validation.model_dump_json(indent=2))
        return
    if show:
        print_disagreements(validation)
    print_validation(validation)
    if kept:
        typer.echo(f"kept for the scorecards of this {'judge' if chosen_judge else 'scorer'}: {kept}")
