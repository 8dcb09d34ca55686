"""Comparing models: finished runs on disk, and results in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allegedly.results import Result, load_run
from bench.errors import UsageError
from bench.pipeline.comparing import ComparedModels, compared_with_first
from bench.pipeline.entrants import models_of, side_by_side
from bench.pipeline.pages import comparison_html, write_page
from bench.pipeline.scoring import Scored
from bench.records import Comparison, Difference

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Compared:
    """Models compared with the first of them."""

    models: ComparedModels = field(repr=False)
    """With the articles, summaries and verdicts that the page shows."""

    @property
    def comparison(self) -> Comparison:
        """The paired differences, with intervals and p-values, and every fact on which the models differ."""
        return self.models.comparison

    def records(self) -> list[dict[str, Any]]:
        """One plain record for each difference: the figures of both models, the interval, the p-value."""
        return [
            {"base": contrast.base, "other": contrast.other, "figure": name, **_plain(difference)}
            for contrast in self.comparison.contrasts
            for name, difference in (*contrast.overall.items(), *contrast.codes.items())
        ]

    def to_pandas(self) -> pd.DataFrame:
        """The same as `records`, as a data frame."""
        import pandas as pd  # noqa: PLC0415 - takes a second to load

        return pd.DataFrame(self.records())

    def page(self, path: str | Path | None = None) -> str:
        """Render the comparison: one HTML page that needs nothing but a browser.

        Args:
            path: a file to write it to as well.

        Returns:
            The page.

        Raises:
            UsageError: it cannot be written there.
        """
        html = comparison_html(self.models)
        if path is not None:
            write_page(html, Path(path))
        return html

    def __str__(self) -> str:
        return " and ".join(self.models.sides)


def compare(*runs: Result | str | Path) -> Compared:
    """Compare models, each with the first, on the articles and samples that both have.

    Args:
        runs: results, or folders of finished runs. One of them may hold several models.

    Raises:
        UsageError: there is nothing to compare, a run is unfinished, or two were scored on other gold facts.

    Examples:
        ```python
        import allegedly

        short = [{"article": "lantern", "text": "Tobias Wrenning led the network.", "model": "short"}]
        long = [{"article": "lantern", "text": "Police say that Tobias Wrenning led the network.", "model": "long"}]
        compared = allegedly.compare(allegedly.score("courts", short), allegedly.score("courts", long))
        for fact in compared.comparison.differing:
            print(fact.fact)
        ```
    """
    results = [run if isinstance(run, Result) else load_run(run) for run in runs]
    names = [str(result.folder) if result.folder else f"result {number}" for number, result in enumerate(results, 1)]
    for name in names:
        # Compared with itself, a run would show no difference, with great certainty.
        if names.count(name) > 1:
            raise UsageError(f"{name}: named twice; name another run to compare it with")
    models = side_by_side(
        [
            model
            for name, result in zip(names, results, strict=True)
            for model in models_of(
                name, result.manifest, result.summaries, Scored(result.outcomes, result.flags, result.score)
            )
        ]
    )
    comparison, sides = compared_with_first(models)
    articles = {
        (article.article.gold, article.article.id): article
        for result in results
        for gold in result.gold
        for article in gold.articles
    }
    return Compared(ComparedModels(comparison, tuple(articles.values()), sides))


def _plain(difference: Difference) -> dict[str, Any]:
    return {
        "base_value": difference.base.value,
        "other_value": difference.other.value,
        "difference": difference.shift.value,
        "low": difference.shift.low,
        "high": difference.shift.high,
        "p": difference.p,
        "corrected": difference.corrected,
    }
