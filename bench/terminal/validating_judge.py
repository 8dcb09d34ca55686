"""Measuring a judge on labelled summaries: what it is asked for that, and where answers and figures are kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.counted import counted
from bench.errors import IncompleteError, UsageError, WriteError
from bench.growing_file import append_lines, each_line
from bench.pipeline.batch_file import BatchFile, check_none_under_way
from bench.pipeline.judge_plan import plan_requests
from bench.pipeline.judges import Judge, RecordedJudge
from bench.records import JudgedAnswer
from bench.scorers import Scorer, get, store_user_trust, user_folder
from bench.scorers.interface import AskingScorer, Task
from bench.scorers.judge.scorer import JudgeScorer
from bench.storage import make_folder
from bench.terminal.asking_judge import ask
from bench.terminal.run_plan import batches_line, print_lines, tokens_and_cost
from bench.validation import trust_of
from bench.validation.cases import as_summaries

if TYPE_CHECKING:
    from bench.goldset import GoldArticle, GoldSet
    from bench.pipeline import Prices
    from bench.validation import ScoredCase, Validation
    from runners.chat.batch_transport import BatchLimits


def answers_path(judge: Judge) -> Path:
    """Where a judge's answers about labelled summaries are kept, whichever scorer wanted them."""
    return user_folder(f"answers-{judge.name}") / "judged.jsonl"


def answered(sets: Sequence[GoldSet], judge: Judge | None) -> tuple[GoldSet, ...]:
    """Sets with the labelled summaries that a judge can be measured on: of a recorded one, those it has answers to."""
    if not isinstance(judge, RecordedJudge):
        return tuple(sets)
    scorer = JudgeScorer(judge.name)

    def of_article(article: GoldArticle) -> GoldArticle:
        labels = tuple(
            labelled
            for labelled, summary in zip(article.labels, as_summaries(article), strict=True)
            if all(judge.answers.to(case.key) for case in scorer.cases(article, summary))
        )
        return article.model_copy(update={"labels": labels})

    return tuple(gold.model_copy(update={"articles": tuple(map(of_article, gold.articles))}) for gold in sets)


def print_request_plan(
    scorer: Scorer,
    judge: Judge | None,
    articles: Sequence[GoldArticle],
    prices: Prices | None,
    limits: BatchLimits | None,
) -> None:
    """Print what a judge would be asked; nothing is sent and nothing written.

    Raises:
        UsageError: there is no judge.
    """
    if judge is None or not isinstance(scorer, AskingScorer):
        raise UsageError("--dry-run is for scorers that ask a judge: the rules scorer asks no model")
    scorer.answers.add(*each_line(JudgedAnswer, answers_path(judge)))
    planned = plan_requests(scorer.pending(_tasks(articles)))
    print_lines(
        f"judge: {judge.name}",
        f"labelled summaries: {sum(len(article.labels) for article in articles)}",
        f"requests to the judge: {planned.requests}",
        *tokens_and_cost(planned, prices),
        *batches_line(planned, limits),
    )


def ask_labelled(
    scorer: Scorer,
    judge: Judge,
    articles: Sequence[GoldArticle],
    prices: Prices | None,
    max_failures: str | None,
    *,
    in_batches: bool,
    is_curve: bool,
) -> None:
    """Ask a judge about labelled summaries; its answers are kept for this user.

    Args:
        scorer: is given the answers.
        judge: who is asked.
        articles: with labelled summaries.
        prices: of the judge's tokens.
        max_failures: how many requests may fail, as on the command line.
        in_batches: whether it is asked in batches.
        is_curve: whether answers for every value of the scorer's setting are needed.

    Raises:
        IncompleteError: some requests have no answer.
    """
    assert isinstance(scorer, AskingScorer)
    path = answers_path(judge)
    make_folder(path.parent)
    if not in_batches:
        check_none_under_way(path.parent)

    def keep(answers: Sequence[JudgedAnswer]) -> None:
        try:
            append_lines(path, answers)
        except WriteError as error:
            raise IncompleteError(f"{error}; what came before is kept: then run the same again to go on") from None

    # At 0 a cascade asks for everything that it asks for at any other value.
    asking = get("cascade", judge=judge.name, ask_above=0.0) if is_curve and scorer.name == "cascade" else scorer
    assert isinstance(asking, AskingScorer)
    unanswered = ask(
        asking,
        judge,
        _tasks(articles),
        each_line(JudgedAnswer, path),
        keep,
        prices=prices,
        notes=BatchFile(path.parent, "verdicts") if in_batches else None,
        max_failures=max_failures,
    )
    if unanswered:
        raise IncompleteError(
            f"no answer to {counted(unanswered, 'request')} to {judge.name}: run the same again to ask for the rest"
        )
    if asking is not scorer:
        scorer.answers.add(*asking.answers)


def keep_trust(validation: Validation, sets: Sequence[GoldSet], cases: Sequence[ScoredCase]) -> Path:
    """Keep for this user what was measured of a judge; returns where."""
    return store_user_trust(trust_of(validation, sets, cases))


def _tasks(articles: Sequence[GoldArticle]) -> list[Task]:
    return [Task(article, as_summaries(article)) for article in articles]
