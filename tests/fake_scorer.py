"""A scorer that needs no reader: summaries say themselves what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bench.goldset import GoldArticle
from bench.records import ERROR_CODES, Flag, Outcome, Summary
from bench.scorers import ScoredSummary


class FakeScorer:
    """Takes `f01=dropped_hedge` in a summary as its verdict, and `[words]` as an unsupported quote."""

    name = "fake"
    version = "1"
    is_copyable = True

    def score(self, gold: GoldArticle, summaries: Sequence[Summary]) -> Iterator[ScoredSummary]:
        for summary in summaries:
            own = {"gold": summary.gold, "article": summary.article, "summary": summary.id}
            said = dict(re.findall(r"(\w+)=(\w+)", summary.text))
            outcomes = []
            for fact in (located.fact for located in gold.facts):
                verdict = said.get(fact.id, "omitted")
                at = summary.text.find(f"{fact.id}={verdict}")
                outcomes.append(
                    Outcome(
                        **own,
                        fact=fact.id,
                        kind=fact.kind,
                        verdict=verdict,
                        severity="major" if verdict in ERROR_CODES else None,
                        spans=((at, at + len(fact.id)),) if at >= 0 else (),
                        reason="it says so",
                        scorer="fake@1",
                    )
                )
            flags = [
                Flag(**own, code="unsupported_quote", span=match.span(1), text=match[1], reason="it says so")
                for match in re.finditer(r"\[(.+?)\]", summary.text)
            ]
            yield ScoredSummary(outcomes=tuple(outcomes), flags=tuple(flags))
