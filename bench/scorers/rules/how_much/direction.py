"""Which way a change goes: 'fell 4%' told as 'rose 4%' is another number, though the digits are the same."""

from __future__ import annotations

from bench.reading.lexicon import numerals
from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.bearer import outermost_word
from bench.scorers.rules.how_much.kinds import family
from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext

_WITHOUT_DIRECTION = ("date", "time", "ordinal")


def has_other_direction(
    context: FactContext, quantity: Quantity, statement: Statement, article: ArticleContext
) -> bool:
    """Whether a summary has the fact's number for a change in the other direction (rule 12 of the labelling guide)."""
    # "fell for three years": it is the sales that have the direction, not the years.
    if family(quantity) in _WITHOUT_DIRECTION or quantity.counted in numerals("duration"):
        return False
    figure = article.quantity_of(context.located)
    article_statement = next((article.statements[i] for i, stated in article.quantities if stated is figure), None)
    if figure is None or article_statement is None:
        return False
    article_direction, direction = _direction(article_statement, figure), _direction(statement, quantity)
    # "sales changed by 4%" leaves the direction open, which contradicts neither.
    return bool(article_direction) and bool(direction) and article_direction != direction


def _direction(statement: Statement, quantity: Quantity) -> str:
    """The name of the direction in which a number changes something; '' where it is no amount of change."""
    words = statement.words
    index = outermost_word(statement, quantity)
    for _ in range(int(settings()["change_steps"])):
        # "rose to 4%" tells where it is now, which is no amount of change
        if index < 0 or words[index].head == index or words[index].lemma == "to":
            return ""
        index = words[index].head
        for direction, lemmas in data("numbers")["direction"].items():
            if words[index].lemma in lemmas:
                return str(direction)
        # Beyond a verb that says nothing of a direction, a word of change is about something else:
        # "said 4% of the staff had left after sales fell".
        if words[index].pos == "VERB":
            return ""
    return ""
