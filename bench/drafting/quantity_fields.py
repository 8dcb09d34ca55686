"""Value and unit of a drafted number, in the forms that gold facts have."""

from __future__ import annotations

from datetime import date, timedelta

from bench.drafting.parse_tree import Tree
from bench.drafting.word_lists import unit_names, word_list
from bench.facts.values import is_range, is_value
from bench.reading.how_much.amounts_in_words import VAGUE
from bench.records import Quantity, Statement
from bench.records.statement import WEEKDAYS

_LONGEST = 8
"""Words of what is counted."""
_EXACT = 1e15
"""Up to here a whole number is written without a point."""


def value(quantity: Quantity, statement: Statement, published: str | None) -> float | int | str | None:
    """A quantity's value as a gold fact writes it, dates completed by the day of publication; else None."""
    if quantity.unit == VAGUE:  # "dozens"
        return None
    if isinstance(quantity.value, float):
        return int(quantity.value) if quantity.value.is_integer() and abs(quantity.value) < _EXACT else quantity.value
    text = quantity.value.lower()
    if published is not None:
        text = _completed(text, date.fromisoformat(published), is_ahead=_is_ahead(quantity, statement))
    return text if is_value(text) else None


def value_high(quantity: Quantity, statement: Statement, published: str | None) -> float | int | str | None:
    """The upper end of a range, written in the form of its value; None where there is none or it does not fit."""
    if quantity.value_high is None:
        return None
    low = value(quantity, statement, published)
    high = value(quantity.model_copy(update={"value": quantity.value_high}), statement, published)
    # "from 9 to October 12": a range has ends of one sort, or is none.
    if isinstance(low, str) != isinstance(high, str):
        return None
    return high if not (isinstance(low, str) and isinstance(high, str)) or is_range(low, high) else None


def unit(quantity: Quantity, statement: Statement) -> str:
    """What is counted: the noun with what belongs to it, else the unit of measure."""
    measure = unit_names().get(quantity.unit, "" if quantity.unit == "ordinal" else quantity.unit)
    counted = _counted(quantity, statement)
    if quantity.unit in ("date", "time"):
        return measure
    # "the third strike" counts strikes, but as a place in their row.
    if quantity.unit == "ordinal":
        return f"{counted} (ordinal)" if counted else "ordinal"
    # "20 dollars" count their measure, "20 people" have none.
    if not measure or measure in counted.split():
        return counted or measure or "count"
    # "a 20 percent pay rise" is of "percent (pay rise)"; the noun alone ("a 20 percent rise") tells nothing more.
    return f"{measure} ({counted})" if counted and counted != quantity.counted else measure


def _counted(quantity: Quantity, statement: Statement) -> str:
    """The words of the noun that the number counts, without the number: 'people killed in the strike'."""
    tree = Tree(statement)
    words = statement.words
    inside = tree.inside([quantity.span])
    # The words outside the number on which it hangs: "people" for "20".
    heads = {words[i].head for i in inside} - inside
    nouns = [i for i in heads if words[i].pos in ("NOUN", "PROPN") and words[i].lemma == quantity.counted]
    if not nouns:
        return quantity.counted
    # "83 people, who were asleep": what is told of them is not what is counted.
    left_out = {*inside, *(i for i in tree.children(nouns[0]) if words[i].dep in ("det", "relcl", "appos", "punct"))}
    phrase = sorted(tree.subtree(nouns[0], without=left_out))
    # From behind the number, or from the noun where that stands first: "people" of "some 20 people", "page" of "page
    # 20".
    behind_number = [i for i in phrase if i >= min(max(inside) + 1, nouns[0])][:_LONGEST]
    return " ".join(words[i].text for i in behind_number).strip(" ,;:") or quantity.counted


def _is_ahead(quantity: Quantity, statement: Statement) -> bool:
    """Whether a statement speaks of what is still to come when it names a day."""
    tree = Tree(statement)
    inside = tree.inside([quantity.span])
    if not inside:
        return False
    clause = tree.clause(min(inside))
    verbs = [statement.words[i] for i in clause if statement.words[i].pos in ("VERB", "AUX")]
    # "The court meets on Friday" is of what is to come as well.
    is_present = any(word.pos == "VERB" and word.text.lower() in (word.lemma, f"{word.lemma}s") for word in verbs)
    return any(word.text.lower() in word_list("future_auxiliaries") for word in verbs) or is_present


def _completed(text: str, published: date, *, is_ahead: bool) -> str:
    """A date with its year, a weekday as the date that is meant."""
    if text in WEEKDAYS:
        # "will meet on Friday" is the next Friday, "met on Friday" the last one; today counts as either.
        apart = WEEKDAYS.index(text) - published.weekday()
        # Published on a Wednesday, Friday is 2 days ahead, or 5 days back: -(-2 % 7).
        day = published + timedelta(days=apart % 7 if is_ahead else -(-apart % 7))
        return day.isoformat()
    if not text.startswith("--"):
        return text
    month = text[2:4]
    # The year before, the same and the one after; at the ends of the calendar there is none further.
    years = range(max(published.year - 1, date.min.year), min(published.year + 1, date.max.year) + 1)
    known = [f"{year:04}{text[1:]}" for year in years if is_value(f"{year:04}{text[1:]}")]
    # "on December 30", read in January, is nearer in the year before: the nearest date wins, on the side of the verb.
    if not month.isdigit() or not known:
        return text
    return min(known, key=lambda day_text: _distance(day_text, published, is_ahead=is_ahead))


def _distance(text: str, published: date, *, is_ahead: bool) -> int:
    """Days from publication; twice as many on the side that the verb does not point to."""
    # A month without a day is as far away as its middle.
    day = date.fromisoformat(text if len(text) == 10 else f"{text}-15")
    apart = (day - published).days
    return abs(apart) * (1 if (apart >= 0) == is_ahead else 2)
