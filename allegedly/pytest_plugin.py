"""A fixture for tests of programs that write summaries: `allegedly.check` fails one that distorts its article.

pytest finds this by an entry point and loads it whether or not it is used, so nothing is imported here that takes time.
"""

from __future__ import annotations

import os
from collections.abc import Collection

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from allegedly.models import Model
    from allegedly.results import Result
    from bench.goldset import GoldSet


class Checker:
    """Checks summaries against gold articles. Sets and parser are loaded once for all tests of a session."""

    def __init__(self) -> None:
        self._sets: dict[str, GoldSet] = {}

    def check(
        self,
        summary: str,
        *,
        gold: str | os.PathLike[str] | GoldSet,
        article: str | None = None,
        scorer: str = "rules",
        judge: str | Model | None = None,
        allow: Collection[str] = (),
    ) -> Result:
        """Fail the test if a summary distorts its article.

        Major errors and unsupported numbers, credits and quotations fail it; minor errors, such as a lost "about", and
        claims that are left out do not. The message shows the article's words beside the summary's. A set, an article
        or a scorer that does not exist fails it too.

        Args:
            summary: what the program under test wrote.
            gold: a set by name or folder, or one made with `allegedly.make_gold`.
            article: the id of the article that it summarises; not needed where there is only one.
            scorer: `rules`, `judge`, `cascade`, or one that another package brings.
            judge: the language model that judges, for the scorers that ask one.
            allow: codes, or ids of facts, that do not fail the test.

        Returns:
            Everything that the scorer found, for further assertions.
        """
        __tracebackhide__ = True
        import allegedly  # noqa: PLC0415 - not before a test asks for it

        try:
            if isinstance(gold, str | os.PathLike):
                path = os.fspath(gold)
                gold = self._sets.get(path) or self._sets.setdefault(path, allegedly.load(path))
            result = allegedly.score(gold, summary, article=article, scorer=scorer, judge=judge)
        except allegedly.AllegedlyError as error:
            pytest.fail(str(error), pytrace=False)
        if result.score.collected.scored == 0:
            pytest.fail("the summary is empty", pytrace=False)
        if not result.is_complete:
            pytest.fail("the judge did not answer, so that the summary is not checked", pytrace=False)
        wrong = [
            distortion
            for distortion in result.distortions
            if distortion.severity != "minor" and not {distortion.code, distortion.fact} & {*allow}
        ]
        if wrong:
            about = wrong[0]
            head = f"the summary distorts the article '{about.article}' of '{about.gold}':"
            pytest.fail("\n\n".join([head, *map(str, wrong)]), pytrace=False)
        return result


@pytest.fixture(scope="session")
def allegedly() -> Checker:
    """Check summaries against gold articles: `allegedly.check(summary, gold="folder", article="id")`."""
    return Checker()
