"""How much: quantities with their value, bound and unit, and what is counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bench.reading.how_much.bound_words import bound_beside
from bench.reading.how_much.calendar import moment
from bench.reading.how_much.joined_numbers import range_end, share
from bench.reading.how_much.numerals import Numeral, Token, numeral, tokens
from bench.reading.lexicon import numerals
from bench.reading.parsing.sentences import Sentence
from bench.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token as SpacyToken

_UNCOUNTED = re.compile(r"[A-Za-z][-–]?$")
"""What stands right before a number that is part of a name: MS-13, F-16, G20."""


class _Unit(NamedTuple):
    name: str
    end: int


def quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """The quantities of a sentence, in their order."""
    text = sentence.parsed.text
    shift = sentence.parsed.start_char
    row = tokens(text)
    found: list[Quantity] = []
    at = 0
    while at < len(row):
        read = _moment(row, at, text) or _quantity(row, at, text)
        if read is None:
            at += 1
            continue
        quantity, start, end = read
        if end == start + 1 and _is_nobody(sentence, shift + row[start].start):
            at += 1
            continue
        span = sentence.span(shift + row[start].start, shift + row[end - 1].end)
        bound = bound_beside(row, start, end, text, is_date=quantity.unit in ("date", "time"))
        comparator = quantity.comparator
        bound_span = None
        if bound is not None:
            comparator = bound[0] if quantity.comparator != "between" or bound[0] != "about" else comparator
            bound_span = sentence.span(shift + bound[1], shift + bound[2])
            if quantity.comparator == "between":
                comparator = "between"
        whole = text[row[start].start : row[end - 1].end]
        counted = _counted(sentence, shift + row[start].start, shift + row[end - 1].end)
        found.append(
            quantity.model_copy(
                update={
                    "text": whole,
                    "span": span,
                    "comparator": comparator,
                    "bound_span": bound_span,
                    "counted": counted,
                }
            )
        )
        at = end
    return tuple(share(found, text, sentence.span(shift, shift)[0]))


def _is_nobody(sentence: Sentence, start: int) -> bool:
    """'one asks', 'if one believes': a pronoun, not a number."""
    token = _words(sentence, start, start + 1)[0]
    return token.lower_ == "one" and (token.pos_ == "PRON" or token.dep_ in ("nsubj", "nsubjpass"))


def _moment(row: list[Token], at: int, text: str) -> tuple[Quantity, int, int] | None:
    read = moment(row, at, text)
    if read is None or _is_part_of_name(row, at, text):
        return None
    unit = "time" if ":" in read.value else "date"
    return Quantity(text="", span=(0, 0), value=read.value, unit=unit), at, read.end


def _is_part_of_name(row: list[Token], at: int, text: str) -> bool:
    before = text[: row[at].start]
    if not row[at].text[0].isdigit() or not _UNCOUNTED.search(before):
        return False
    name = re.search(r"[A-Za-z]+[-–]?$", before)
    assert name is not None
    return name.group().upper() not in ("M", "US", "A", "X", "MID-", "PRE-", "POST-")


def _quantity(row: list[Token], at: int, text: str) -> tuple[Quantity, int, int] | None:
    start = at
    currency = ""
    if row[at].text in ("us", "a", "c") and at + 1 < len(row) and row[at + 1].text == "$":
        at += 1
    if row[at].text in numerals("currency") and not row[at].text.isalpha():
        currency, at = numerals("currency")[row[at].text], at + 1
    elif at != start:
        return None
    low = numeral(row, at)
    if low is None or _is_part_of_name(row, at, text) or _is_pronoun(row, at, low):
        return None
    if low.is_ordinal:
        return Quantity(text="", span=(0, 0), value=low.value, unit="ordinal"), start, low.end
    end = low.end
    unit = _unit(row, end)
    value, high = low.value, None
    second = range_end(row, start, unit.end if unit else end)
    if second is not None:
        end = second.end
        after = _unit(row, end)
        if (
            second.scale > 1
            and low.scale == 1
            and value < second.value / second.scale * 1000
            and value * second.scale < second.value
        ):
            value *= second.scale  # "four to seven thousand"
        if value < second.value:
            high = second.value
            unit = after or unit
        else:
            end = low.end
    name = unit.name if unit else ""
    end = max(end, unit.end) if unit else end
    if low.is_fraction:
        name = name or "fraction"
    per = None
    base = _base(row, end)
    if base is not None and not currency and name != "pp":
        per, end = base
    return (
        Quantity(
            text="", span=(0, 0), value=value, value_high=high, unit=currency or name, per=per,
            comparator="between" if high is not None else "exactly",
        ),
        start,
        end,
    )  # fmt: skip


def _is_pronoun(row: list[Token], at: int, read: Numeral) -> bool:
    """'one', 'no one', 'one of', 'second' as an adverb: words that count nothing here."""
    word = row[at].text
    before = row[at - 1].text if at else ""
    after = row[read.end].text if read.end < len(row) else ""
    if word == "one" and read.end == at + 1 and read.value == 1:
        return before in numerals("one")["before"] or after in numerals("one")["after"]
    if read.is_ordinal and not read.in_digits:
        return word == "first" and (before in ("at", "the", "") and after in ("", ",", "time"))
    return False


def _unit(row: list[Token], at: int) -> _Unit | None:
    """A unit of measure right behind a number."""
    if at < len(row) and row[at].text == "-":
        at += 1
    if [token.text for token in row[at : at + 2]] == ["of", "a"]:  # four-fifths of a percentage point
        at += 2
    elif [token.text for token in row[at : at + 1]] == ["a"] and row[at - 1].text in ("half", "quarter"):
        at += 1
    two = " ".join(token.text for token in row[at : at + 2])
    one = row[at].text if at < len(row) else ""
    for table in ("percent", "currency"):
        if " " in two and two in numerals(table):
            return _Unit(numerals(table)[two], at + 2)
        if one in numerals(table) and (one.isalpha() or one == "%"):
            end = at + 1
            if table == "percent" and two == f"{one} points":
                return _Unit("pp", end + 1)
            return _Unit(numerals(table)[one], end)
    if one == "percentage" and at + 2 < len(row) and row[at + 1].text == "-" and row[at + 2].text.startswith("point"):
        return _Unit("pp", at + 3)
    return None


def _base(row: list[Token], at: int) -> tuple[float, int] | None:
    """The base of a rate: 'per 10,000', 'in (every) five', 'out of 100', 'deaths per 10,000'."""
    for skip in range(3):
        i = at + skip
        if i >= len(row) or not (row[i].text.isalpha() or row[i].text == "-"):
            return None
        if skip and row[i].text in ("and", "to", "the"):
            return None
        if row[i].text not in ("per", "in", "out", "of", "for"):
            continue
        direct = row[i].text == "per"
        j = i + 1
        while j < len(row) and row[j].text in ("of", "every", "each", "a"):
            direct = direct or row[j].text in ("every", "each")
            j += 1
        base = numeral(row, j) if j < len(row) else None
        if base is None and j < len(row) and row[j].text in ("hundred", "thousand", "million"):
            base = Numeral(numerals("multiplier")[row[j].text], j + 1)
        word = row[i].text
        if base is None or base.is_ordinal or base.is_fraction or base.value < 2:
            return None
        follows = row[base.end].text if base.end < len(row) else ""
        is_time = follows.rstrip("s") in ("year", "month", "week", "day", "hour", "minute", "decade")
        plain = word == "in" and skip == 0 and base.value <= 100 and not base.in_digits and not is_time
        if direct or plain or (word == "out" and row[i + 1].text == "of"):
            return base.value, base.end
        return None
    return None


def _words(sentence: Sentence, start: int, end: int) -> list[SpacyToken]:
    """The parsed words that a stretch of the block touches."""
    return list(sentence.parsed.doc.char_span(start, end, alignment_mode="expand"))


def _counted(sentence: Sentence, start: int, end: int) -> str:
    """Lemma of the noun that is counted: the number's syntactic head, or '' where it stands alone."""
    doc = sentence.parsed.doc
    inside = _words(sentence, start, end)
    indices = {token.i for token in inside}
    for token in inside:
        head = token.head
        if (
            head.i not in indices
            and head.pos_ in ("NOUN", "PROPN")
            and token.dep_ in ("nummod", "compound", "amod", "quantmod", "nmod", "npadvmod")
        ):
            return str(head.lemma_.lower())
    last = inside[-1]
    if last.pos_ == "NOUN" and last.lemma_.isalpha() and last.lemma_.lower() not in numerals("multiplier"):
        return str(last.lemma_.lower())
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    return (
        str(after.lemma_.lower())
        if after is not None and after.pos_ == "NOUN" and after.sent.start == sentence.parsed.start
        else ""
    )
