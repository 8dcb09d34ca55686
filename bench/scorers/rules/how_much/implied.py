"""Whether the article states a number, or plainly implies it by rounding, adding, taking away, dividing or dating."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bench.reading.how_much.amounts_in_words import TIMES, VAGUE
from bench.reading.how_much.scores import SCORE
from bench.records import Quantity
from bench.scorers.rules.how_much.bearer import ANYTHING
from bench.scorers.rules.how_much.same_amount import family, is_marked_rounding, ratio, same_value
from bench.scorers.rules.how_much.same_moment import as_specific
from bench.scorers.rules.lexicon import data, settings, word_list
from bench.scorers.rules.matching.article import ArticleContext
from bench.scorers.rules.matching.terms import likeness

_TELLING = 1000
"""From here on a number is hardly the same by chance."""
_ROUND = word_list("numbers", "round")
"""Figures of speech, and the bases of rates."""
_FORTNIGHT = 14
_CLOSE_BY = 60
"""Characters between a whole and its part."""
_DAY = re.compile(r"-\d\d-\d\d$")
_LEAP_YEAR = 2000
_QUARTER = 3
"""Months."""
_COUNTED = 3
"""Up to here, numbers may come of counting what the article names."""


def is_supported(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether the article states a number, or plainly implies it by rounding, adding, taking away or dividing."""
    rows = [other for _, other in article.quantities]
    if quantity.text.lower() in _ROUND or any(_states(i, other, quantity, article) for i, other in article.quantities):
        return True
    if not quantity.counted and quantity.text.lower() in article.gold.article.text.lower():
        return True
    if quantity.unit == SCORE:
        return _has_both_sides(str(quantity.value), rows)
    if quantity.unit in (VAGUE, TIMES):
        return True
    if isinstance(quantity.value, str):
        is_rough = quantity.unit == "time" and quantity.text.isalpha()  # "before noon"
        return is_rough or _is_quarter(quantity, rows) or _is_implied_date(quantity.value, article)
    if quantity.unit == "ordinal" or (quantity.value <= _COUNTED and family(quantity) == "count"):
        return True
    if any(_is_end_of(other, quantity) for other in rows):
        return True
    return _is_worked_out(quantity, rows, article)


def _states(index: int, other: Quantity, quantity: Quantity, article: ArticleContext) -> bool:
    """Whether a quantity of the article is this one: the same amount, and of nothing that is plainly another thing."""
    if not as_specific(other, quantity):
        return False
    bare = not quantity.unit and not quantity.counted and other.value == quantity.value
    if not bare and not same_value(other, quantity) and not is_marked_rounding(other, quantity):
        return False
    if family(quantity) != "count" or not quantity.counted or not other.counted or quantity.counted in ANYTHING:
        return True
    assert isinstance(quantity.value, float)
    if quantity.value >= _TELLING or likeness(quantity.counted, other.counted):
        return True
    if article.bags[index].best(quantity.counted):
        return True
    # the article counts these, and to another number: "14 complaints" where it has 12 of them and 14 of something else
    return not any(row.counted == quantity.counted and not same_value(row, quantity) for _, row in article.quantities)


def _has_both_sides(score: str, rows: list[Quantity]) -> bool:
    """Whether the article has both numbers of a score, as one or apart."""
    numbers = {f"{row.value:g}" for row in rows if isinstance(row.value, float)}
    numbers |= {side for row in rows if row.unit == SCORE for side in str(row.value).split("-")}
    return set(score.split("-")) <= numbers


def _is_quarter(quantity: Quantity, rows: list[Quantity]) -> bool:
    """Whether a range of months is a quarter that the article counts: July to September for the third one."""
    if not (isinstance(quantity.value, str) and isinstance(quantity.value_high, str)):
        return False
    first, last = (_year_month_day(end)[1] for end in (quantity.value, quantity.value_high))
    is_one = first % _QUARTER == 1 and last == first + _QUARTER - 1
    return is_one and any(row.unit == "ordinal" and row.value == last // _QUARTER for row in rows)


def _is_end_of(other: Quantity, quantity: Quantity) -> bool:
    """One end of a range that the article gives, or something inside it."""
    high = quantity.value if quantity.value_high is None else quantity.value_high
    if not isinstance(other.value, float) or not isinstance(other.value_high, float):
        return False
    if not isinstance(quantity.value, float) or not isinstance(high, float):
        return False
    return other.value <= quantity.value and high <= other.value_high


def _is_implied_date(value: str, article: ArticleContext) -> bool:
    """A year, month or day that the article's date tells, or a weekday, which its dates imply."""
    if value.isalpha() or ":" in value:
        return value.isalpha()  # a weekday
    if not article.gold.article.date:
        return value.isdigit()
    today = date.fromisoformat(article.gold.article.date)
    if value[:4].isdigit() and "-" not in value:  # 2025, 2025/26, the 2020s
        return abs(int(value[:4]) - today.year) <= (9 if value.endswith("s") else 1)
    year, month, day = _year_month_day(value)
    if not day:  # "last month" may be meant
        return min((today.month - month) % 12, (month - today.month) % 12) <= 2
    try:
        meant = date(year or today.year, month or today.month, day)
    except ValueError:
        return False
    near = abs((meant - today).days) <= _FORTNIGHT
    weekday = f"{meant:%A}".lower()
    return meant == today or (near and weekday in article.gold.article.text.lower())


def _year_month_day(value: float | str) -> tuple[int, int, int]:
    """The parts of a date, 0 for what is not stated."""
    assert isinstance(value, str)
    if value.startswith("-----"):
        return 0, 0, int(value[5:])
    year = 0 if value.startswith("--") else int(value[:4])
    month, _, day = (value[2:] if value.startswith("--") else value[5:]).partition("-")
    return year, int(month or 0), int(day or 0)


def _may_count_the_same(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers can be added up: nothing tells that they count different things."""
    names = {one.counted, other.counted}
    if one.unit or other.unit or names & ANYTHING:
        return True
    return bool(likeness(one.counted, other.counted))


def _lies_between_dates(quantity: Quantity, rows: Iterable[Quantity]) -> bool:
    """Whether a length of time is that between two days of the article: six days from March 14 to March 20."""
    length = data("numbers")["days"].get(quantity.counted)
    if length is None:
        return False
    days = [_year_month_day(row.value) for row in rows if row.unit == "date" and _DAY.search(str(row.value))]
    try:
        ordinals = [date(year or _LEAP_YEAR, month, day).toordinal() for year, month, day in days if month]
    except ValueError:
        return False
    return any(abs(one - other) == quantity.value * length for one in ordinals for other in ordinals)


def _is_part(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers stand close together, as a whole and its part do: '84 passengers, including nine crew'."""
    return 0 < second.span[0] - first.span[1] <= _CLOSE_BY


def _is_worked_out(quantity: Quantity, rows: Iterable[Quantity], article: ArticleContext) -> bool:
    assert isinstance(quantity.value, float)
    wanted, share = quantity.value, ratio(quantity)
    alike = [
        row
        for row in rows
        if isinstance(row.value, float) and ("" in (row.unit, quantity.unit) or row.unit == quantity.unit)
    ]
    alike = [row for row in alike if _may_count_the_same(row, quantity)]
    parts = [(row, value) for row in alike for value in (row.value, row.value_high) if isinstance(value, float)]
    plain = [row.value for row in rows if isinstance(row.value, float)]
    near = 0.06 if quantity.comparator != "exactly" else 1e-6
    for at, (first, one) in enumerate(parts):
        for second, other in parts[at + 1 :]:
            if (_may_count_the_same(first, second) or _is_part(first, second)) and any(
                abs(wanted - made) <= near * max(abs(made), 1e-9) for made in (one + other, abs(one - other))
            ):
                return True
    if (
        share is not None
        and quantity.unit == "%"
        and any(
            row.unit == "%" and row.value == 100 - wanted
            for row in rows  # the rest
        )
    ):
        return True
    for one in plain:
        for other in plain:
            if not other or one == other:
                continue
            made = one / other
            target = (
                share if share is not None else wanted if quantity.counted == "time" or quantity.unit == "x" else None
            )
            close = (
                settings()["share_rounding"] if share is not None and quantity.comparator == "exactly" else 0.06 * made
            )
            if target is not None and abs(target - made) <= close:
                return True
    if _lies_between_dates(quantity, rows):
        return True
    years = [int(row.value[:4]) for row in rows if isinstance(row.value, str) and row.value[:4].isdigit()]
    now = int(article.gold.article.date[:4]) if article.gold.article.date else None
    if quantity.counted in ("year", "decade") and years:
        length = wanted * (10 if quantity.counted == "decade" else 1)
        ends = [*years, *([now] if now else [])]
        return any(abs(abs(a - b) - length) <= 1 for a in years for b in ends) or now is None
    return False
