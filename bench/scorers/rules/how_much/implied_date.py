"""Dates that an article does not state, but that its own date or its other dates tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bench.records import Quantity
from bench.records.statement import WEEKDAYS
from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article_context import ArticleContext

_DAY = re.compile(r"-\d\d-\d\d$")
_LEAP_YEAR = 2000
"""The year in which days without a year are counted: every day of the calendar is in it."""
_MONTHS_OF_QUARTER = 3


def is_implied_date(value: str, article: ArticleContext) -> bool:
    """Whether the article's date tells a year, month or day, or its dates imply a weekday."""
    # A weekday is implied by any date that the article has, its own included; a time of day by none.
    if value.isalpha() or ":" in value:
        return value.isalpha()
    if not article.gold.article.date:
        return value.isdigit()  # a year may be that of an article whose date is not known
    today = date.fromisoformat(article.gold.article.date)
    # "last year" is told as 2025, "the season" as 2025/26, "this decade" as the 2020s
    if value[:4].isdigit() and "-" not in value:
        reach = settings()["implied_years_of_decade"] if value.endswith("s") else settings()["implied_years"]
        return abs(int(value[:4]) - today.year) <= reach
    year, month, day = year_month_day(value)
    if not day:  # "last month" may be meant
        return min((today.month - month) % 12, (month - today.month) % 12) <= settings()["implied_months"]
    try:
        named_day = date(year or today.year, month or today.month, day)
    except ValueError:  # "February 30"
        return False
    # "on Friday" may be told as "May 3": a day close by is implied if the article names its weekday
    is_close = abs((named_day - today).days) <= settings()["implied_days"]
    weekday = WEEKDAYS[named_day.weekday()]
    return named_day == today or (is_close and weekday in article.gold.article.text.lower())


def is_quarter(quantity: Quantity, article_quantities: Sequence[Quantity]) -> bool:
    """Whether a range of months is a quarter that the article counts: July to September for the third one."""
    if not (isinstance(quantity.value, str) and isinstance(quantity.value_high, str)):
        return False
    start, end = (year_month_day(month)[1] for month in (quantity.value, quantity.value_high))
    has_its_months = start % _MONTHS_OF_QUARTER == 1 and end == start + _MONTHS_OF_QUARTER - 1
    return has_its_months and any(
        stated.unit == "ordinal" and stated.value == end // _MONTHS_OF_QUARTER for stated in article_quantities
    )


def is_length_between_dates(quantity: Quantity, article_quantities: Iterable[Quantity]) -> bool:
    """Whether a length of time is that between two days of the article: six days from March 14 to March 20."""
    length = data("numbers")["days"].get(quantity.counted)
    if length is None:
        return False
    days = [
        year_month_day(stated.value)
        for stated in article_quantities
        if stated.unit == "date" and _DAY.search(str(stated.value))
    ]
    try:
        ordinals = [date(year or _LEAP_YEAR, month, day).toordinal() for year, month, day in days if month]
    except ValueError:  # a day that no month has: nothing can be counted from it
        return False
    return any(abs(start - end) == quantity.value * length for start in ordinals for end in ordinals)


def is_length_between_years(
    quantity: Quantity, article_quantities: Iterable[Quantity], article: ArticleContext
) -> bool:
    """Whether a length of time is that between two years of the article, or from one of them to its own date."""
    length = data("numbers")["years"].get(quantity.counted)
    years = [
        int(stated.value[:4])
        for stated in article_quantities
        if isinstance(stated.value, str) and stated.value[:4].isdigit()
    ]
    if length is None or not years:
        return False
    if not article.gold.article.date:
        return True  # "20 years ago" may be true of any year as long as nobody knows when it was written
    assert isinstance(quantity.value, float)
    ends = [*years, int(article.gold.article.date[:4])]
    # From March 1987 to February 2024 it is 36 years, though the years are 37 apart.
    return any(
        abs(abs(start - end) - quantity.value * length) <= settings()["years_rounding"]
        for start in years
        for end in ends
    )


def year_month_day(value: float | str) -> tuple[int, int, int]:
    """The parts of a date in the forms that quantities use, 0 for what is not stated."""
    assert isinstance(value, str)
    if value.startswith("-----"):  # "the 24th"
        return 0, 0, int(value[5:])
    has_no_year = value.startswith("--")
    year = 0 if has_no_year else int(value[:4])
    month, _, day = (value[2:] if has_no_year else value[5:]).partition("-")
    return year, int(month or 0), int(day or 0)
