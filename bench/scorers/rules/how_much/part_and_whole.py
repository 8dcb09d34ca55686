"""A number of a whole that becomes that of a part, or of the whole without its part."""

from __future__ import annotations

import re

from bench.reading.lexicon import numerals
from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.bearer import ANYTHING
from bench.scorers.rules.how_much.kinds import family, upper_end
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article_context import ArticleContext, overlaps
from bench.scorers.rules.matching.terms import likeness


def has_its_part_beside_it(figure: Quantity, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a whole and its part are told as two: '84 people, including nine crew', '84 passengers and nine crew'."""
    words = data("numbers")["part"]
    # "including nine crew" makes the nine a part of the figure only in the figure's own sentence.
    parts = [
        part
        for index, part in article.quantities
        if overlaps(article.statements[index].span, figure.span)
        and part.span[0] > figure.span[1]
        and _leads_to(figure, part, article.statements[index], words["within"])
    ]
    return any(
        same_value(part, neighbour)
        and neighbour.span[0] > quantity.span[1]
        and _leads_to(quantity, neighbour, statement, words["beside"])
        for part in parts
        for neighbour in statement.quantities
    )


def is_whole_of_part(figure: Quantity, quantity: Quantity, article: ArticleContext) -> bool:
    """Whether the sum is said of one of its parts: 100 passengers, where 95 passengers and five crew are ill."""
    noun = quantity.counted
    if noun in ANYTHING or likeness(noun, figure.counted) or not isinstance(quantity.value, float):
        return False
    counts = [
        (index, count)
        for index, count in article.quantities
        if family(count) == "count" and isinstance(count.value, float)
    ]
    parts = [(index, upper_end(count)) for index, count in counts if count.counted == noun]
    # "people" may be the whole itself, and the fact's own number is the sum
    other_parts = [
        (index, upper_end(count))
        for index, count in counts
        if count.counted not in (noun, *ANYTHING, *numerals("duration")) and count is not figure
    ]
    # Parts are told together: "two strikes" and "three days" of two sentences make no five. And a part of none makes a
    # sum of any number with itself.
    return any(
        index == other_index and part + other_part == quantity.value
        for index, part in parts
        for other_index, other_part in other_parts
        if part and other_part
    )


def _leads_to(quantity: Quantity, following: Quantity, statement: Statement, words: list[str]) -> bool:
    """Whether one of these words stands right before the second number, with the first one somewhere before it."""
    between = statement.text[quantity.span[1] - statement.span[0] : following.span[0] - statement.span[0]].lower()
    return any(re.search(rf"(?<!\w){re.escape(word)}\W+(?:the |its |another )?$", between) for word in words)
