"""Gold sets made of texts and facts that are in memory, and written to a folder if that is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bench.errors import InputError
from bench.facts import BaseFact, Fact
from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.linting.schema_mistakes import mistakes
from bench.goldset.loading import ArticleCard, GoldArticle, GoldSet, SetCard, content_hash, located_facts
from bench.goldset.writing import write_content
from bench.records import Article, Record


class GivenArticle(Record):
    """An article as somebody gives it."""

    text: str
    facts: Sequence[Fact | Mapping[str, Any]] = ()
    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None


def make_gold(
    articles: Iterable[Mapping[str, Any]], *, name: str = "mine", version: str = "1", language: str = "en"
) -> GoldSet:
    """Make a gold set of articles and facts that are in memory.

    Args:
        articles: each with `text` and `facts`, and perhaps `id` (`a1`, `a2` and so on if left out), `title`, `date`
            (ISO 8601, to the day) and `publisher`. A fact has the keys of a line of a facts file, or is a record such
            as `HedgeFact`; without an `id` it is called `f01`, `f02` and so on.
        name: of the set; results go by it.
        version: of the set; it becomes a part of every score's signature.
        language: of the texts.

    Returns:
        The set, as if it had been loaded from a folder.

    Raises:
        InputError: an article or a fact is wrong; the message names the article, the fact's number and the field.

    Examples:
        ```python
        import allegedly

        gold = allegedly.make_gold(
            [
                {
                    "id": "ferry",
                    "text": "The port authority claims that the ferry left on time. It carried over 20 cars.",
                    "facts": [
                        {
                            "kind": "attribution",
                            "quote": "The port authority claims that the ferry left on time.",
                            "claim": "the ferry left on time",
                            "cue": "claims",
                            "stance": "claim",
                            "sources": [{"name": "the port authority"}],
                        },
                    ],
                }
            ]
        )
        print(allegedly.score(gold, "The ferry left on time.").distortions[0].code)
        ```
    """
    given: dict[str, tuple[ArticleCard, GivenArticle]] = {}
    for number, row in enumerate(articles, 1):
        file = f"article {number}"
        try:
            article = GivenArticle.model_validate(row)
            id_ = article.id or f"a{number}"
            card = ArticleCard(title=article.title or id_, date=article.date, publisher=article.publisher)
        except ValidationError as error:
            raise _input_error(error, file) from None
        if id_ in given:
            raise InputError(f"a second article '{id_}'; give it an id of its own", file=file, field="id")
        given[id_] = card, article
    try:
        set_card = SetCard(
            name=name, version=version, language=language, articles={id_: card for id_, (card, _) in given.items()}
        )
    except ValidationError as error:
        raise _input_error(error, f"set {name}") from None
    made = tuple(_article(name, id_, card, article) for id_, (card, article) in given.items())
    return GoldSet(card=set_card, articles=made, hash=content_hash(made))


def save_gold(gold: GoldSet, folder: str | Path) -> GoldSet:
    """Write a gold set into a new folder, which every command takes as `--gold`.

    Args:
        gold: made in memory, or loaded.
        folder: must not exist yet, or be empty.

    Returns:
        The same set, which now lies there.

    Raises:
        UsageError: something is there already, or nothing can be written there.

    Examples:
        ```python
        import allegedly

        gold = allegedly.make_gold([{"text": "The mine closed in 2013.", "facts": []}], name="mine-closure")
        print(allegedly.save_gold(gold, "mine-closure").folder)
        ```
    """
    path = Path(folder)
    content = SetContent(
        card=gold.card,
        articles=tuple(
            ArticleContent(
                id=article.article.id,
                about=gold.card.articles[article.article.id],
                text=article.article.text,
                facts=tuple(located.fact for located in article.facts),
                labels=article.labels,
            )
            for article in gold.articles
        ),
    )
    write_content(content, path)
    return gold.model_copy(update={"folder": path, "is_shipped": False})


def _article(gold: str, id_: str, card: ArticleCard, given: GivenArticle) -> GoldArticle:
    text = given.text.replace("\r\n", "\n").replace("\r", "\n")  # as a file's are read, and quotes with them
    article = Article(gold=gold, id=id_, title=card.title, date=card.date, publisher=card.publisher, text=text)
    facts = [
        fact if isinstance(fact, BaseFact) else {"id": f"f{number:02}"} | dict(fact)
        for number, fact in enumerate(given.facts, 1)
    ]
    located, drafts = located_facts(enumerate(facts, 1), text, f"article '{id_}', fact")
    return GoldArticle(article=article, facts=located, drafts=len(drafts))


def _input_error(error: ValidationError, where: str) -> InputError:
    mistake = next(mistakes(error))
    return InputError(mistake.message, file=where, field=mistake.field)
