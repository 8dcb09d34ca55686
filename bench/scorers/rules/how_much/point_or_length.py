"""A length of time and a point in time so long before or after something, which are two things.

"In the air for 14 minutes" and "14 minutes into the flight" have the same number and the same noun.
"""

from __future__ import annotations

import re

from bench.records import Quantity, Statement
from bench.scorers.rules.lexicon import data
from bench.scorers.rules.matching.article_context import ArticleContext


def is_point_for_length(figure: Quantity, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a length of time has become a point: 'in the air for 14 minutes', '14 minutes into the flight'."""
    article_statement = next((article.statements[i] for i, stated in article.quantities if stated is figure), None)
    if article_statement is None or figure.counted != quantity.counted:
        return False
    words_before = _words_before(figure, article_statement)
    if not tells_point(quantity, statement) or not words_before:
        return False
    word_before = words_before[-1]
    length = data("numbers")["length"]
    # "in the air for only 14 minutes before it returned" has a length, whatever follows
    if any(word in length["surely"] for word in _words_before(quantity, statement)[-2:]):
        return False
    # "lasted 14 minutes" is a length whatever follows; "only 14 minutes" is one, but "only 14 minutes later" is not
    return word_before in length["surely"] or (
        word_before in length["perhaps"] and not tells_point(figure, article_statement)
    )


def tells_point(quantity: Quantity, statement: Statement) -> bool:
    """Whether the word behind a length of time makes a point of it: 'two weeks ago', '14 minutes into the flight'."""
    return _word_after(quantity, statement) in data("numbers")["point"]["after"]


def _words_before(quantity: Quantity, statement: Statement) -> list[str]:
    """The words in front of a number, in lower case and in their order."""
    return re.findall(r"[\w'-]+", statement.text[: quantity.span[0] - statement.span[0]].lower())


def _word_after(quantity: Quantity, statement: Statement) -> str:
    """Lemma of the first word behind a number and its noun; '' at the end of a statement."""
    behind = [word for word in statement.words if word.start >= quantity.span[1] and word.text != "-"]
    if behind and behind[0].lemma == quantity.counted:
        behind = behind[1:]
    return behind[0].lemma if behind else ""
