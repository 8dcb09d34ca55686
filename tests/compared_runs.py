"""Scored runs on disk to compare, made with a scorer that takes its verdicts from the summaries themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fake_scorer import FakeScorer
from gold_folder import write_set

from bench.goldset import load
from bench.pipeline import describe, score_run
from bench.records import Endpoint, Manifest, PromptRef, SetRef, Summary
from bench.rundir import RunDir

ARTICLES = ("one", "two", "three", "four")
KEPT = "f01=preserved f02=preserved f03=preserved"
WRONG = "f01=dropped_attribution f02=dropped_hedge f03=wrong_number"


def gold_at(folder: Path, articles: tuple[str, ...] = ARTICLES) -> Path:
    return write_set(folder / "gold", articles=articles)


def run_at(
    folder: Path,
    set_folder: Path,
    texts: Mapping[str, str | list[str]] | str,
    model: str = "m",
    prompt: PromptRef | None = None,
    **more: object,
) -> Path:
    """Write a run whose summaries say what is wrong with them.

    Args:
        folder: of the run.
        set_folder: of its gold set.
        texts: by article its summary, or one for each sample; or one for all articles.
        model: who made them; a text may begin with another's name and a colon.
        prompt: that it was asked with.
        more: further fields of the manifest.
    """
    sets = [load(str(set_folder))]
    ids = [one.article.id for one in sets[0].articles]
    given = dict.fromkeys(ids, texts) if isinstance(texts, str) else texts
    scorer = FakeScorer()
    manifest = describe(
        model=model, endpoint=Endpoint(provider="file"), sets=sets, scorer=scorer, parameters={}, prompt=prompt
    )
    run = RunDir(folder)
    run.write_manifest(Manifest(**{**dict(manifest), **more}))
    summaries = []
    for article, of_article in given.items():
        for sample, text in enumerate([of_article] if isinstance(of_article, str) else of_article):
            who, colon, said = text.rpartition(": ")
            who = who if colon else model
            summaries.append(
                Summary(
                    id=f"{who}:{article}#{sample}", gold="harbour", article=article, model=who, sample=sample, text=said
                )
            )
    run.replace_summaries(summaries)
    score_run(run, sets, scorer, expected=len(summaries), step=lambda: None)
    run.write_scorecard("a scorecard")
    return folder


def other_hash(gold: Path) -> SetRef:
    """The set's name with the hash of other facts."""
    return load(str(gold)).ref.model_copy(update={"hash": "0" * 12})
