"""An article from outside, and the skeleton of a set made of such articles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.loading import ArticleCard, SetCard

ID_LENGTH = 60


class FoundArticle(NamedTuple):
    """An article somewhere outside a set."""

    name: str
    """What its id is made of."""
    title: str
    text: str
    """Paragraphs separated by a blank line, a line end at its end; empty if nothing was found."""
    date: str | None = None
    """ISO 8601, to the day."""
    publisher: str | None = None


def skeleton(name: str, found_articles: Sequence[FoundArticle]) -> SetContent:
    """A set of these articles without any facts; there must be at least one article."""
    articles = [
        ArticleContent(
            id=id_,
            about=ArticleCard(title=article_found.title, date=article_found.date, publisher=article_found.publisher),
            text=article_found.text,
        )
        for id_, article_found in zip(
            _ids(article_found.name for article_found in found_articles), found_articles, strict=True
        )
    ]
    card = SetCard(
        name=slug(name) or "my-set", version="1", articles={article.id: article.about for article in articles}
    )
    return SetContent(card=card, articles=tuple(articles))


def slug(name: str) -> str:
    """A name as a safe file name of lower-case letters, digits, '-' and '_'; empty if nothing is left of it."""
    # NFKD parts "é" into "e" and its accent, so that dropping what is not ASCII leaves the letter.
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")
    if len(words) > ID_LENGTH:
        # Cut between words, if there are several.
        words = words[:ID_LENGTH].rsplit("-", 1)[0] if "-" in words[:ID_LENGTH] else words[:ID_LENGTH]
    return words


def _ids(names: Iterator[str]) -> Iterator[str]:
    """An id for each name, all different."""
    used_ids: set[str] = set()
    last_number: dict[str, int] = {}
    for name in names:
        id_ = base = slug(name) or "article"
        # Two articles of one title, or a title that is another's with a number: "storm", "storm", "storm-2".
        while id_ in used_ids:
            # Remembered for each name, so that 5,000 articles of one title do not each count up from 2.
            last_number[base] = last_number.get(base, 1) + 1
            id_ = f"{base}-{last_number[base]}"
        used_ids.add(id_)
        yield id_
