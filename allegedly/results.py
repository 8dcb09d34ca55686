"""What came of scoring or running: summaries, verdicts and figures, as records, as a table and as a page."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from allegedly.distortions import Distortion, distortions_of, on_a_line, summary_words
from bench.counted import counted
from bench.goldset import GoldSet
from bench.goldset.locate import LocatedFact
from bench.pipeline import sets_of
from bench.pipeline.pages import write_page
from bench.pipeline.scorecards import card_of
from bench.records import Flag, Manifest, Outcome, Record, Score, Summary
from bench.rundir import RunDir
from reports.notation import with_interval
from reports.scorecard_page import render

if TYPE_CHECKING:
    import pandas as pd

FIGURES = ("faithfulness", "coverage")


class Result(Record):
    """What a scorer says of some summaries, with everything that it rests on."""

    manifest: Manifest
    """What was asked of whom, with the signature."""
    gold: tuple[GoldSet, ...]
    summaries: tuple[Summary, ...]
    """All of them, however they ended."""
    outcomes: tuple[Outcome, ...]
    """One for each gold fact of its article and each summary that was produced, in the order of the summaries."""
    flags: tuple[Flag, ...]
    """What the summaries say without support in their article and no gold fact covers."""
    score: Score
    """The figures, each with its interval."""
    folder: Path | None = None
    """The run's folder; None if all is in memory."""

    @property
    def is_complete(self) -> bool:
        """Whether every summary, and every verdict that a judge was asked for, could be had."""
        judge = self.score.judge
        return self.score.collected.is_complete and not (judge and judge.missing)

    @cached_property
    def distortions(self) -> tuple[Distortion, ...]:
        """Every error and flag, with the words of the article and of the summary."""
        by_id = {summary.id: summary for summary in self.summaries}
        return tuple(distortions_of(by_id, self._facts, self.outcomes, self.flags))

    def records(self) -> list[dict[str, Any]]:
        """One plain record for each verdict, with its summary's model and sample and the words on both sides."""
        by_id = {summary.id: summary for summary in self.summaries}
        rows = []
        for outcome in self.outcomes:
            summary = by_id[outcome.summary]
            fact = self._facts[outcome.gold, outcome.article, outcome.fact].fact
            rows.append(
                {
                    "model": summary.model,
                    "sample": summary.sample,
                    **outcome.model_dump(exclude={"spans"}),
                    "claim": fact.claim,
                    "article_words": on_a_line(fact.quote),
                    "summary_words": summary_words(summary, outcome),
                }
            )
        return rows

    def to_pandas(self) -> pd.DataFrame:
        """The same as `records`, as a data frame.

        Examples:
            ```python
            import allegedly

            frame = allegedly.score("courts", "Wrenning led the network.", article="lantern").to_pandas()
            print(frame.groupby(["kind", "verdict"]).size())
            ```
        """
        import pandas as pd  # noqa: PLC0415 - takes a second to load

        columns = ["model", "sample", *Outcome.model_fields, "claim", "article_words", "summary_words"]
        return pd.DataFrame(self.records(), columns=[name for name in columns if name != "spans"])

    def scorecard(self, path: str | Path | None = None) -> str:
        """Render the scorecard: one HTML page that needs nothing but a browser.

        Args:
            path: a file to write it to as well.

        Returns:
            The page.

        Raises:
            UsageError: it cannot be written there.
        """
        articles = [article for gold in self.gold for article in gold.articles]
        html = render(card_of(self.manifest, articles, self.summaries, self.outcomes, self.flags, self.score))
        if path is not None:
            write_page(html, Path(path))
        return html

    @cached_property
    def _facts(self) -> dict[tuple[str, str, str], LocatedFact]:
        return {
            (article.article.gold, article.article.id, located.fact.id): located
            for gold in self.gold
            for article in gold.articles
            for located in article.facts
        }

    def __repr__(self) -> str:
        figures = self.score.overall
        shown = ", ".join(f"{name}={with_interval(getattr(figures, name))}" for name in FIGURES)
        return f"Result({self.manifest.model!r}, {counted(len(self.summaries), 'summary', 'summaries')}, {shown})"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """A small table for notebooks: the figures, the errors by code, the signature."""
        figures = self.score.overall
        rows = [(name, with_interval(getattr(figures, name))) for name in FIGURES]
        rows += [(code, with_interval(rate)) for code, rate in figures.codes.items() if rate.count]
        lines = Markup("").join(Markup("<tr><th>{}</th><td>{}</td></tr>").format(*row) for row in rows)
        return Markup("<table><caption>{}: {}</caption>{}</table><p><small>{}</small></p>").format(
            self.manifest.model, counted(len(self.summaries), "summary", "summaries"), lines, self.score.signature
        )


def load_run(folder: str | Path) -> Result:
    """Read a finished run's folder, however it was made.

    Raises:
        UsageError: it is none, is unfinished, or its gold set has changed since or is gone.
        InputError: a file in it is broken.

    Examples:
        ```python
        import allegedly

        allegedly.run("lead-3", "venezuela", out="runs/lead")
        print(allegedly.load_run("runs/lead").score.overall.coverage)
        ```
    """
    run = RunDir(Path(folder))
    manifest = run.manifest()
    return Result(
        manifest=manifest,
        gold=sets_of(manifest),
        summaries=run.summaries(),
        outcomes=run.outcomes(),
        flags=run.flags(),
        score=run.score(),
        folder=run.path,
    )
