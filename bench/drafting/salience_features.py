"""What may tell that a place is worth marking: plain measures of a candidate between 0 and 1, each with a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from bench.drafting.markable import DraftCandidate
from bench.drafting.word_lists import pattern, word_list
from bench.reading.lexicon import hedge_words
from bench.records import Credit, Hedge, Quantity, Span, Statement, Word
from bench.scorers.rules.how_much.kinds import family
from bench.scorers.rules.matching.terms import Term, statement_terms, terms

Features = dict[str, float]

_GROUPS = ("modal", "adverb", "adjective", "passive", "verb", "noun", "condition")
_SCORE = re.compile(r"\d[-–]\d")
_NEAR = 12
"""Characters around a number that tell that it is an age or a match's result."""
_LEAD = 4
"""Statements that count as an article's beginning."""


class Surroundings:
    """An article as far as its candidates are weighed by it."""

    def __init__(self, statements: Sequence[Statement], candidates: Sequence[DraftCandidate], text: str) -> None:
        """Take an article as read, all its candidates, and its text."""
        self._statements = statements
        self._text = text
        self._candidates = candidates

    @cached_property
    def _beside(self) -> dict[int, list[DraftCandidate]]:
        """The candidates of each statement."""
        by_statement: dict[int, list[DraftCandidate]] = {}
        for candidate in self._candidates:
            by_statement.setdefault(candidate.at, []).append(candidate)
        return by_statement

    @cached_property
    def _rows(self) -> list[tuple[Term, ...]]:
        return [statement_terms(statement) for statement in self._statements]

    @cached_property
    def _spread(self) -> Counter[str]:
        """In how many statements each content word stands."""
        return Counter(lemma for content in self._rows for lemma in {term.lemma for term in content})

    def word(self, candidate: DraftCandidate) -> str:
        """The word that a candidate hangs on: the lemmas of its cue, or of what is counted; '' if there is none."""
        if isinstance(candidate.reading, Quantity):
            return candidate.reading.counted
        return " ".join(word.lemma for word in words_in(self._statements[candidate.at], (candidate.cue,)))

    def features(self, candidate: DraftCandidate) -> Features:
        """The features of a candidate: those of its place, and those of its kind."""
        statement = self._statements[candidate.at]
        return self._place(candidate, statement) | _own(candidate, statement, self._text)

    def _place(self, candidate: DraftCandidate, statement: Statement) -> Features:
        content = self._rows[candidate.at]
        neighbours = [neighbour for neighbour in self._beside[candidate.at] if neighbour is not candidate]
        # What an article comes back to is what it is about.
        repeated = [term for term in content if self._spread[term.lemma] > 1]
        length = statement.span[1] - statement.span[0]
        quoted = sum(quote.span[1] - quote.span[0] for quote in statement.quotations)
        return {
            # 0 for the first statement and 1 for the last.
            "late": candidate.at / max(len(self._statements) - 1, 1),
            "in_lead": float(candidate.at < _LEAD),
            "opens_paragraph": float(self._is_apart(candidate.at - 1, candidate.at)),
            "ends_paragraph": float(self._is_apart(candidate.at, candidate.at + 1)),
            "in_quotation": float(any(_within(candidate.cue, quote.span) for quote in statement.quotations)),
            "in_credit": float(
                _is_in(candidate.cue, [c.scope for c in statement.credits if c is not candidate.reading])
            ),
            "in_hedge": float(_is_in(candidate.cue, [h.scope for h in statement.hedges if h is not candidate.reading])),
            # Counts are cut off and divided, since all features have to lie between 0 and 1 to share one penalty.
            "same_kind_beside": min(sum(neighbour.kind == candidate.kind for neighbour in neighbours), 4) / 4,
            "same_kind_before": float(
                any(neighbour.kind == candidate.kind and neighbour.cue < candidate.cue for neighbour in neighbours)
            ),
            "any_kind_beside": min(len(neighbours), 8) / 8,
            "credit_beside": float(any(isinstance(neighbour.reading, Credit) for neighbour in neighbours)),
            "hedge_beside": float(any(isinstance(neighbour.reading, Hedge) for neighbour in neighbours)),
            "number_beside": float(any(isinstance(neighbour.reading, Quantity) for neighbour in neighbours)),
            "repeated_words": len(repeated) / len(content) if content else 0.0,
            "words": min(len(content), 20) / 20,
            "length": min(length, 300) / 300,
            "names": min(sum(term.is_name for term in content), 4) / 4,
            "quoted": min(quoted / length, 1.0) if length else 0.0,
        }

    def _is_apart(self, before: int, after: int) -> bool:
        """Whether two neighbouring statements stand on different lines, or there is only one of them."""
        if before < 0 or after >= len(self._statements):
            return True
        return "\n" in self._text[self._statements[before].span[1] : self._statements[after].span[0]]


def _own(candidate: DraftCandidate, statement: Statement, text: str) -> Features:
    if isinstance(candidate.reading, Credit):
        return _attribution(candidate.reading, statement)
    if isinstance(candidate.reading, Hedge):
        return _hedge(candidate.reading, statement)
    return _number(candidate.reading, candidate.cue, text)


def _attribution(credit: Credit, statement: Statement) -> Features:
    inside = words_in(statement, credit.scope)
    cue = words_in(statement, (credit.cue_span,))
    content = terms(inside)
    return {
        "claims": float(credit.stance == "claim"),
        "suggests": float(credit.stance == "suggest"),
        "denies": float(credit.stance == "deny"),
        "confirms": float(credit.stance == "confirm"),
        "negated": float(credit.negated),
        "noun_cue": float(all(word.pos not in ("VERB", "AUX") for word in cue)),
        # "claimed" is found as a credit and as a hedge.
        "also_hedge": float(any(hedge.cue_span == credit.cue_span for hedge in statement.hedges)),
        "pronoun_source": float(credit.source.lower() in word_list("pronoun_sources")),
        # "denied the accusation": without a verb, what is credited is no claim of its own.
        "no_verb": float(_lacks_verb(inside)),
        "takes_up": float(credit.stance == "deny" and _lacks_verb(inside)),
        "infinitive": float(bool(inside) and inside[0].lemma == "to"),
        "that_clause": float(bool(inside) and inside[0].text.lower() == "that"),
        "content": min(len(content), 12) / 12,
        "holds_number": float(_holds(credit.scope, [quantity.span for quantity in statement.quantities])),
        "holds_hedge": float(_holds(credit.scope, [hedge.cue_span for hedge in statement.hedges])),
    }


def _lacks_verb(words: Sequence[Word]) -> bool:
    return not any(word.pos in ("VERB", "AUX") for word in words)


def _hedge(hedge: Hedge, statement: Statement) -> Features:
    cue = words_in(statement, (hedge.cue_span,))
    content = terms(words_in(statement, hedge.scope))
    # A cue of several words is a phrase, whatever its words are by themselves.
    group = next((name for name in _GROUPS if len(cue) == 1 and _is_of(cue[0], name)), "phrase")
    return {
        **{f"{name}_cue": float(group == name) for name in (*_GROUPS, "phrase")},
        "possible": float(hedge.strength == "possible"),
        "alleged": float(hedge.strength == "alleged"),
        "unevidenced": float(hedge.strength == "unevidenced"),
        "disputed": float(hedge.strength == "disputed"),
        "possible_verb": float(hedge.strength == "possible" and group == "verb"),
        "probable_verb": float(hedge.strength == "probable" and group == "verb"),
        "is_credit": float(any(credit.cue_span == hedge.cue_span for credit in statement.credits)),
        "takes_up": float(hedge.strength == "disputed" and _lacks_verb(words_in(statement, hedge.scope))),
        "content": min(len(content), 12) / 12,
        "short_statement": float(len(statement.words) < 10),
    }


def _is_of(cue: Word, group: str) -> bool:
    table = hedge_words(group)
    return cue.lemma in table or cue.text.lower() in table


def _number(quantity: Quantity, cue: Span, text: str) -> Features:
    what = family(quantity)
    # Dates, times and scores have texts for values, which are neither few nor large.
    size = quantity.value if isinstance(quantity.value, float) else 0.0
    value = str(quantity.value)
    around = text[max(0, cue[0] - _NEAR) : cue[1] + _NEAR]
    # A number at the start of a line is often only the number of an item.
    line = text.rfind("\n", 0, cue[0]) + 1
    return {
        "bound": float(quantity.comparator not in ("exactly", "between")),
        "range": float(quantity.comparator == "between"),
        "date": float(what == "date"),
        # "2013" alone, which is all digits; "2013-07" and weekdays are not.
        "year": float(what == "date" and value.isdigit()),
        "weekday": float(what == "date" and value.isalpha()),
        "time": float(what == "time"),
        "ordinal": float(what == "ordinal"),
        "share": float(what in ("share", "points")),
        "money": float(what == "money"),
        "opens_line": float(not text[line : cue[0]].strip()),
        "age": float(what == "count" and pattern("age").search(around) is not None),
        "result": float(what == "count" and _SCORE.search(around) is not None),
        "period": float(quantity.counted in word_list("periods")),
        "uncounted": float(what == "count" and not quantity.counted),
        "one": float(size == 1),
        "few": float(size in (2.0, 3.0) and what == "count"),
        "digits": float(any(sign.isdigit() for sign in quantity.text)),
        "large": float(what in ("count", "money") and size >= 100),
    }


def words_in(statement: Statement, spans: Sequence[Span]) -> list[Word]:
    """The words of a statement that stand in any of these spans."""
    return [word for word in statement.words if any(a <= word.start and word.end <= b for a, b in spans)]


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_in(cue: Span, scopes: Sequence[Sequence[Span]]) -> bool:
    return any(_within(cue, span) for scope in scopes for span in scope)


def _holds(scope: Sequence[Span], spans: Sequence[Span]) -> bool:
    return any(_within(inner, outer) for inner in spans for outer in scope)
