"""`bench score`: score summaries that exist already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.terminal.config_file import takes_config
from bench.terminal.judge_options import JudgeChoice, takes_judge
from bench.terminal.options import Batch, FailUnder, Gold, Junit, Markdown, MaxFailures, Out, ScorerName


@takes_config
@takes_judge(is_only_model=True)
def command(
    summaries: Annotated[
        Path,
        typer.Argument(
            metavar="SUMMARIES",
            help="JSON Lines, a JSON array, CSV or Parquet; or a log of Inspect's, .eval or .json.",
        ),
    ],
    gold: Gold = None,
    out: Out = None,
    scorer: ScorerName = "rules",
    *,
    judging: JudgeChoice,
    batch: Batch = False,
    max_failures: MaxFailures = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what the judge would be asked; send nothing, write nothing.")
    ] = False,
    fail_under: FailUnder = None,
    junit: Junit = None,
    markdown: Markdown = None,
) -> None:
    """Score summaries that you have already.

    Every line or row needs 'article' (the id of an article of the gold set: the name of its text without .txt)
    and 'text'. It may have 'id', 'model', 'sample' and 'gold' (needed where two sets have an article of that
    id); other keys are ignored. A row whose 'status' says that it is no summary (empty, refused, failed) is
    counted, not scored. Several models in one file are scored side by side.

    \b
    Examples:
      echo '{"article": "000_68911f85241fad13", "text": "Trump said ..."}' > mine.jsonl
      bench score mine.jsonl --gold venezuela --out runs/mine
      bench score mine.jsonl --gold venezuela --scorer judge --judge openai:NAME --dry-run
    """
    from bench.goldset import load_all
    from bench.pipeline import begin, describe, read_summary_file
    from bench.pipeline.batch_file import check_none_under_way
    from bench.pipeline.batching import batch_limits, batch_prices, check_batches
    from bench.pipeline.gating import thresholds
    from bench.pipeline.inspect_log import is_log, read_log
    from bench.pipeline.judges import judge_of
    from bench.pipeline.scoring import Collected
    from bench.pipeline.summary_file import SummaryFile, summaries_of
    from bench.records import Endpoint
    from bench.rundir import RunDir, new_run_path
    from bench.scorers import get
    from bench.terminal.drafts_left_out import note_drafts
    from bench.terminal.run_plan import print_judging
    from bench.terminal.run_tables import Closing, close
    from bench.terminal.scoring import score_each

    limits = thresholds(fail_under)
    log = read_log(summaries) if is_log(summaries) else None
    sets = load_all(gold or (log.gold if log else ()))
    note_drafts(sets)
    file = (
        SummaryFile(summaries_of(log.rows, sets, model=log.model, file=summaries), log.sha256)
        if log
        else read_summary_file(summaries, sets)
    )
    summaries_read = file.summaries
    chosen_judge = judge_of(judging.model, judging.limits, is_asked=not dry_run) if judging.model else None
    chosen_scorer = get(scorer, judge=chosen_judge.name if chosen_judge else None, ask_above=judging.ask_above)
    if batch:
        check_batches(None, chosen_judge)
    judge_limits = batch_limits(chosen_judge) if batch else None
    judge_prices = batch_prices(judging.prices, judge_limits)
    models = {summary.model for summary in summaries_read}
    # A file of several models has no one name but its own.
    model = models.pop() if len(models) == 1 else summaries.stem
    manifest = describe(
        model=model,
        endpoint=Endpoint(provider="file"),
        sets=sets,
        scorer=chosen_scorer,
        parameters={
            "file": summaries.name,
            # The content goes into the manifest: another file under the same name is another run.
            "sha256": file.sha256,
            **(log.parameters if log else {}),
        },
        prompt=log.prompt if log else None,
        # Samples are counted from 0, and no file is without a summary here.
        samples=1 + max(summary.sample for summary in summaries_read),
    )
    run = RunDir(out or new_run_path(Path("runs"), model))
    if dry_run:
        print_judging(run, manifest, summaries_read, sets, chosen_scorer, chosen_judge, judge_prices, judge_limits)
        return
    with run.locked():
        if not batch:
            check_none_under_way(run.path)
        begin(run, manifest)
        # In place of what was there: the file is all of the run.
        run.replace_summaries(summaries_read)
        (scored,) = score_each(
            [Collected(run, expected=len(summaries_read))],
            sets,
            chosen_scorer,
            chosen_judge,
            judge_prices=judge_prices,
            in_batches=batch,
            max_failures=max_failures,
        )
        close(scored, Closing(limits, junit, markdown))
