"""Whether a summary says the article's number of something else.

Only where the article itself tells of the other thing: a paraphrase of the right one has words that nobody foresees.
"""

from __future__ import annotations

import re

from bench.facts import NumberFact
from bench.reading.lexicon import numerals
from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.bearer import ANYTHING, bearing, governor
from bench.scorers.rules.how_much.same_amount import SMALL, family, same_value, upper
from bench.scorers.rules.lexicon import data, settings, stopwords, word_list
from bench.scorers.rules.matching.article import ArticleContext, FactContext, overlaps
from bench.scorers.rules.matching.terms import Bag, Term, likeness

_FEWEST = 3
"""Words that must bear a number before they can speak against it."""
_HALF = 0.5
_UNCOUNTED = ("date", "time", "ordinal")
_AFTER_NOUN = word_list("numbers", "after_noun")


def is_misattached(context: FactContext, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a summary says the fact's number of something else."""
    figure = article.quantity_of(context.located)
    own = _own_words(context, figure, article)
    if quantity.counted in numerals("duration"):
        return figure is not None and _is_point_for_length(figure, quantity, statement, article)
    if _takes_anothers_place(context, own, quantity, statement, article):
        return True
    if family(quantity) in _UNCOUNTED:
        return False
    if figure is not None and family(quantity) == "count":
        if _counts_another_thing(context, own, figure, quantity, statement, article):
            return True
        if _has_its_part_beside_it(figure, quantity, statement, article) or _is_whole_of_part(
            figure, quantity, article
        ):
            return True
    return _fits_another_better(own, quantity, statement, article)


def _own_words(context: FactContext, figure: Quantity | None, article: ArticleContext) -> Bag:
    """What the article says of the fact's number, in any of the ways in which a gold set records it."""
    born = (
        term
        for index, quantity in article.quantities
        if quantity is figure
        for term in bearing(article.statements[index], quantity)
    )
    return Bag((*context.claim.terms, *context.quote, *_unit(context), *born))


def _unit(context: FactContext) -> tuple[Term, ...]:
    assert isinstance(context.fact, NumberFact)
    words = (word.strip("(),.;'").lower() for word in context.fact.unit.split())
    return tuple(Term(word, False, 0, 0) for word in words if word not in stopwords())


def _is_in_unit(noun: str, context: FactContext) -> bool:
    """Whether a noun is what the fact counts: the silos of "new ICBM silos", but not the homes of "people in homes"."""
    assert isinstance(context.fact, NumberFact)
    for word in context.fact.unit.split():
        if word.lower() in _AFTER_NOUN:
            return False
        if likeness(noun, word.strip("(),.;'").lower()):
            return True
    return False


def _counts_another_thing(
    context: FactContext, own: Bag, figure: Quantity, quantity: Quantity, statement: Statement, article: ArticleContext
) -> bool:
    """Whether another noun of the article is counted: households for litres."""
    noun = quantity.counted
    if figure.counted in ANYTHING or noun in (*ANYTHING, figure.counted) or _is_in_unit(noun, context):
        return False
    if upper(quantity) <= SMALL:  # found by its claim rather than by its noun
        return False
    if likeness(figure.counted, noun) or not any(bag.best(noun) == 1.0 for bag in article.bags):
        return False
    return own.recall(_plain(bearing(statement, quantity)), article.weight) < settings()["other_thing_strange"]


def _takes_anothers_place(
    context: FactContext, own: Bag, quantity: Quantity, statement: Statement, article: ArticleContext
) -> bool:
    """Whether the article has another number for just this: 11,000 witnesses interviewed, where those are 46."""
    local, head = _plain(bearing(statement, quantity)), governor(statement, quantity)
    is_small = family(quantity) == "count" and upper(quantity) <= SMALL
    if is_small or len(local) < 2 or not head or own.best(head) or own.recall(local, article.weight) > _HALF:
        return False
    for index, other in article.quantities:
        other_statement = article.statements[index]
        if overlaps(other.span, context.located.quote) or not _is_alike(other, quantity, other_statement):
            continue
        if (
            governor(other_statement, other) == head
            and Bag(bearing(other_statement, other)).recall(local, article.weight) >= settings()["same_slot"]
        ):
            return True
    return False


def _is_alike(other: Quantity, quantity: Quantity, other_statement: Statement) -> bool:
    """Whether two numbers can stand in one place: two dates, a date and "two weeks ago", or two counts of one thing."""
    if same_value(other, quantity):
        return False
    if family(quantity) == "date" and other.counted in numerals("duration"):
        return _word_after(other, other_statement) in data("numbers")["point"]["after"]
    return family(other) == family(quantity) and other.counted == quantity.counted


def _is_point_for_length(figure: Quantity, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a length of time has become a point: 'in the air for 14 minutes', '14 minutes into the flight'."""
    article_statement = next((article.statements[i] for i, other in article.quantities if other is figure), None)
    if article_statement is None or figure.counted != quantity.counted:
        return False
    length, after = data("numbers")["length"], data("numbers")["point"]["after"]
    word_before = re.findall(r"[\w'-]+", article_statement.text[: figure.span[0] - article_statement.span[0]].lower())[
        -1:
    ]
    if _word_after(quantity, statement) not in after or not word_before:
        return False
    return word_before[0] in length["surely"] or (
        word_before[0] in length["perhaps"] and _word_after(figure, article_statement) not in after
    )


def _word_after(quantity: Quantity, statement: Statement) -> str:
    """The first word behind a number and its noun."""
    behind = [word for word in statement.words if word.start >= quantity.span[1] and word.text != "-"]
    if behind and behind[0].lemma == quantity.counted:
        behind = behind[1:]
    return behind[0].lemma if behind else ""


def _has_its_part_beside_it(
    figure: Quantity, quantity: Quantity, statement: Statement, article: ArticleContext
) -> bool:
    """Whether a whole and its part are told as two: '84 people, including nine crew', '84 passengers and nine crew'."""
    words = data("numbers")["part"]
    parts = [
        other
        for index, other in article.quantities
        if overlaps(article.statements[index].span, figure.span)
        and other.span[0] > figure.span[1]
        and _stands_between(figure, other, article.statements[index], words["within"])
    ]
    return any(
        same_value(part, other)
        and other.span[0] > quantity.span[1]
        and _stands_between(quantity, other, statement, words["beside"])
        for part in parts
        for other in statement.quantities
    )


def _stands_between(first: Quantity, second: Quantity, statement: Statement, words: list[str]) -> bool:
    """Whether one of these words leads from a number to the next one."""
    between = statement.text[first.span[1] - statement.span[0] : second.span[0] - statement.span[0]].lower()
    return any(re.search(rf"(?<!\w){re.escape(word)}\W+(?:the |its |another )?$", between) for word in words)


def _is_whole_of_part(figure: Quantity, quantity: Quantity, article: ArticleContext) -> bool:
    """Whether the sum is said of one of its parts: 100 passengers, where 95 passengers and five crew are ill."""
    noun = quantity.counted
    if noun in ANYTHING or likeness(noun, figure.counted) or not isinstance(quantity.value, float):
        return False
    counts = [count for _, count in article.quantities if family(count) == "count" and isinstance(count.value, float)]
    parts = [upper(count) for count in counts if count.counted == noun]
    other_parts = [upper(count) for count in counts if count.counted not in (noun, *ANYTHING) and count is not figure]
    return any(part + rest == quantity.value for part in parts for rest in other_parts if part and rest)


def _fits_another_better(own: Bag, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether the words around a number are strange to it and at home with another of the article's numbers."""
    local = _plain(bearing(statement, quantity))
    if len(local) < _FEWEST:
        return False
    share = own.recall(local, article.weight)
    if family(quantity) == "count" and upper(quantity) <= SMALL:
        return False  # "two sons" for "two boys"
    best_share = max(
        (
            Bag(bearing(article.statements[index], other)).recall(local, article.weight)
            for index, other in article.quantities
            if family(other) == family(quantity) and not same_value(other, quantity)
        ),
        default=0.0,
    )
    return share < settings()["bearer_strange"] and best_share >= share + settings()["other_fits_clearly"]


def _plain(content: tuple[Term, ...]) -> tuple[Term, ...]:
    """The words among these that are no names, which a summary may leave out or change at will."""
    return tuple(term for term in content if not term.is_name)
