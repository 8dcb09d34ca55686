"""Which way a change goes: 'fell 4%' told as 'rose 4%' is another number, though the digits are the same."""

from __future__ import annotations

from bench.reading.lexicon import numerals
from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.same_amount import family
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article import ArticleContext, FactContext

_STEPS = 3
"""How far up the parse the word of change may stand: "a rise of 4%", "rose by 4%"."""
_UNTURNED = ("date", "time", "ordinal")


def is_turned(context: FactContext, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a summary has the fact's number for a change in the other direction."""
    if family(quantity) in _UNTURNED or quantity.counted in numerals("duration"):
        return False
    figure = article.quantity_of(context.located)
    article_statement = next((article.statements[i] for i, other in article.quantities if other is figure), None)
    if figure is None or article_statement is None:
        return False
    before, now = _direction(article_statement, figure), _direction(statement, quantity)
    return bool(before) and bool(now) and before != now


def _direction(statement: Statement, quantity: Quantity) -> str:
    """The name of the direction in which a number changes something; '' where it is no amount of change."""
    words = statement.words
    inside = [i for i, word in enumerate(words) if quantity.span[0] <= word.start < quantity.span[1]]
    index = next((i for i in inside if words[i].head not in inside), -1)
    for _ in range(_STEPS):
        if index < 0 or words[index].head == index or words[index].lemma == "to":  # "rose to 4%" tells where it is now
            return ""
        index = words[index].head
        for direction, lemmas in data("numbers")["direction"].items():
            if words[index].lemma in lemmas:
                return str(direction)
        if words[index].pos == "VERB":
            return ""
    return ""
