"""The table of claims gives what its words give one by one."""

from __future__ import annotations

from bench.goldset import load
from bench.reading import read
from bench.scorers.rules.matching.article_context import ArticleContext
from bench.scorers.rules.matching.summary_context import SummaryContext


def test_shares_are_those_of_the_words_one_by_one() -> None:
    gold = next(article for article in load("venezuela").articles if article.labels)
    article = ArticleContext(gold)
    for label in gold.labels:
        passages = list(SummaryContext(read(label.text), article, label.text).passages)
        shares = article.claim_table.shares(passages)
        for row, fact in enumerate(article.facts):
            for column, passage in enumerate(passages):
                words, weighted = passage.article_words, fact.weighted
                assert shares.claim[row, column] == weighted.claim.share(words)
                assert shares.subject[row, column] == weighted.subject.share(words)
                assert shares.quote[row, column] == weighted.quote.share(words)
                parts = (weighted.predicate, *weighted.parts)
                assert shares.part[row, column] == max(part.share(words) for part in parts)
                home = max((passage.explained[index] for index in fact.home), default=0.0)
                assert shares.home[row, column] == home


def test_a_long_summary_is_read_in_blocks() -> None:
    gold = next(article for article in load("venezuela").articles if article.labels)
    article = ArticleContext(gold)
    text = "\n".join(f"{gold.labels[0].text}" for _ in range(60))
    passages = list(SummaryContext(read(text), article, text).passages)
    assert article.claim_table.shares(passages).claim.shape == (len(article.facts), len(passages))
    assert len(passages) > 256
