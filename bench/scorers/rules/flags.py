"""What a summary says that no gold fact covers and nothing in the article supports: numbers, credits, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bench.models import Credit, FlagCode, Quantity, Span, Statement
from bench.reading.sources import IMPERSONAL, PERSONAL
from bench.scorers.rules.article import ArticleContext, overlaps
from bench.scorers.rules.bearing import ANYBODY
from bench.scorers.rules.equality import family, is_marked_rounding, ratio, same_value
from bench.scorers.rules.lexicon import settings
from bench.scorers.rules.locating import SummaryContext
from bench.scorers.rules.names import is_named, is_same
from bench.scorers.rules.terms import Bag, likeness, statement_terms

_PLAIN = re.compile(r"[\W_]+")
_ELLIPSIS = re.compile(r"\.\.\.|…|\[[^\]]*\]")
_TELLING = 1000
"""From here on a number is hardly the same by chance."""
_FORTNIGHT = 14
_COUNTED = 3
"""Up to here, numbers may come of counting what the article names."""


class Finding(NamedTuple):
    """A passage to be flagged."""

    code: FlagCode
    span: Span
    reason: str


def find(summary: SummaryContext, covered: Sequence[Span], credited: Sequence[Span]) -> Iterator[Finding]:
    """The passages of a summary to be flagged.

    Args:
        summary: the summary, read.
        covered: where number facts have been found, rightly or wrongly: those answer for themselves.
        credited: the same for attribution facts.
    """
    quoted = [
        finding for statement in summary.statements for finding in _quotations(statement, summary.article)
    ]
    seen: set[Span] = set()
    for finding in quoted:
        if finding.span not in seen:
            seen.add(finding.span)
            yield finding
    for index, statement in enumerate(summary.statements):
        for quantity in statement.quantities:
            inside_quote = any(overlaps(quantity.span, span) for span in seen)
            if not inside_quote and not any(overlaps(quantity.span, span) for span in covered):
                if not is_supported(quantity, summary.article):
                    reason = f"The article neither states nor implies “{quantity.text}”."
                    yield Finding("unsupported_number", quantity.span, reason)
        for credit in statement.credits:
            invented = any(overlaps(span, one) for span in credit.scope for one in seen)
            if invented or any(overlaps(span, one) for span in credit.scope for one in credited):
                continue
            whose = _another_source(credit, index, summary)
            if whose:
                reason = f"The article does not credit this to “{credit.source}”, but to {whose}."
                yield Finding("unsupported_attribution", _reach(credit, statement), reason)


def _quotations(statement: Statement, article: ArticleContext) -> Iterator[Finding]:
    text = _normal(article.gold.article.text)
    for quotation in statement.quotations:
        pieces = [_normal(piece) for piece in _ELLIPSIS.split(quotation.text)]
        if len(quotation.text.split()) > 1 and not all(piece in text for piece in pieces):
            reason = f"These words are not in the article: “{quotation.text[:120]}”."
            yield Finding("unsupported_quote", quotation.span, reason)


def _normal(text: str) -> str:
    return _PLAIN.sub(" ", text.lower()).strip()


def is_supported(quantity: Quantity, article: ArticleContext) -> bool:
    """Whether the article states a number, or plainly implies it by rounding, adding, taking away or dividing."""
    rows = [other for _, other in article.quantities]
    if any(_states(index, other, quantity, article) for index, other in article.quantities):
        return True
    if isinstance(quantity.value, str):
        return _is_implied_date(quantity.value, article)
    if quantity.unit == "ordinal" or quantity.value <= _COUNTED and family(quantity) == "count":
        return True
    if any(_is_end_of(other, quantity) for other in rows):
        return True
    return _is_worked_out(quantity, rows, article)


def _states(index: int, other: Quantity, quantity: Quantity, article: ArticleContext) -> bool:
    """Whether a quantity of the article is this one: of the same amount, and of nothing that is plainly another thing."""
    if not same_value(other, quantity) and not is_marked_rounding(other, quantity):
        return False
    if family(quantity) != "count" or not quantity.counted or not other.counted:
        return True
    nouns = likeness(quantity.counted, other.counted) or article.bags[index].best(quantity.counted)
    return bool(nouns) or quantity.counted in ANYBODY or quantity.value >= _TELLING


def _is_end_of(other: Quantity, quantity: Quantity) -> bool:
    """One end of a range that the article gives, or something inside it."""
    if other.value_high is None or isinstance(other.value, str) or isinstance(quantity.value, str):
        return False
    return other.value <= quantity.value <= other.value_high


def _is_implied_date(value: str, article: ArticleContext) -> bool:
    """A year, month or day that the article's date tells, or a weekday, which its dates imply."""
    if value.isalpha() or ":" in value:
        return value.isalpha()
    if not article.gold.article.date:
        return value.isdigit()
    today = date.fromisoformat(article.gold.article.date)
    if value.isdigit():
        return abs(int(value) - today.year) <= 1
    year, month, day = _year_month_day(value)
    if not day:  # "last month" may be meant
        return min((today.month - month) % 12, (month - today.month) % 12) <= 2  # noqa: PLR2004
    try:
        meant = date(year or today.year, month or today.month, day)
    except ValueError:
        return False
    near = abs((meant - today).days) <= _FORTNIGHT
    weekday = f"{meant:%A}".lower()
    return meant == today or (near and weekday in article.gold.article.text.lower())


def _year_month_day(value: str) -> tuple[int, int, int]:
    """The parts of a date, 0 for what is not stated."""
    if value.startswith("-----"):
        return 0, 0, int(value[5:])
    year = 0 if value.startswith("--") else int(value[:4])
    month, _, day = (value[2:] if value.startswith("--") else value[5:]).partition("-")
    return year, int(month or 0), int(day or 0)


def _is_worked_out(quantity: Quantity, rows: Iterable[Quantity], article: ArticleContext) -> bool:
    assert isinstance(quantity.value, float)
    wanted, share = quantity.value, ratio(quantity)
    alike = [row for row in rows if isinstance(row.value, float) and (row.unit in (quantity.unit, ""))]
    values = [row.value for row in alike if isinstance(row.value, float)]
    values += [row.value_high for row in alike if row.value_high is not None]
    plain = [row.value for row in rows if isinstance(row.value, float)]
    near = 0.06 if quantity.comparator != "exactly" else 1e-6
    for at, one in enumerate(values):
        for other in values[at + 1 :]:
            if any(
                abs(wanted - made) <= near * max(abs(made), 1e-9) for made in (one + other, abs(one - other))
            ):
                return True
    for one in plain:
        for other in plain:
            if not other or one == other:
                continue
            made = one / other
            target = (
                share
                if share is not None
                else wanted
                if quantity.counted == "time" or quantity.unit == "x"
                else None
            )
            if target is not None and abs(target - made) <= 0.06 * made:
                return True
    years = [int(row.value[:4]) for row in rows if isinstance(row.value, str) and row.value[:4].isdigit()]
    now = int(article.gold.article.date[:4]) if article.gold.article.date else None
    if quantity.counted in ("year", "decade") and years:
        length = wanted * (10 if quantity.counted == "decade" else 1)
        ends = [*years, *([now] if now else [])]
        return any(abs(abs(a - b) - length) <= 1 for a in years for b in ends) or now is None
    return False


def _another_source(credit: Credit, index: int, summary: SummaryContext) -> str:
    """Whom the article credits with what the summary credits to somebody else; '' where all is well or unclear."""
    article = summary.article
    if not credit.source or credit.carried or credit.negated or credit.cue == ":":
        return ""
    if credit.source.lower() in PERSONAL | IMPERSONAL or not any(
        is_named(name, article.gold.article.text) for name in credit.names
    ):
        return ""
    statement = summary.statements[index]
    row = [term for term in statement_terms(statement) if any(a <= term.start < b for a, b in credit.scope)]
    if len(row) < settings()["flag_words"]:
        return ""
    shares = [bag.recall(row, article.weight) for bag in article.bags]
    best = max(range(len(shares)), key=lambda i: (shares[i], -i))
    if shares[best] < settings()["flag_share"]:
        return ""
    for i, there in enumerate(article.statements):
        close = abs(i - best) <= 1
        named = any(is_named(name, there.text) for name in credit.names)
        theirs = any(
            is_same(one, name) for own in there.credits for one in credit.names for name in own.names
        )
        if (close and named) or (theirs and (close or shares[i] >= shares[best] - settings()["flag_margin"])):
            return ""
    content = Bag(row)
    for own in article.statements[best].credits:
        inside = [
            t
            for t in statement_terms(article.statements[best])
            if any(a <= t.start < b for a, b in own.scope)
        ]
        lower = own.source.lower()
        if (
            own.source
            and lower not in PERSONAL | IMPERSONAL
            and content.recall(inside, article.weight) >= 0.3
        ):  # noqa: PLR2004
            return f"“{own.source}”"
    return ""


def _reach(credit: Credit, statement: Statement) -> Span:
    spans = [*credit.scope, credit.cue_span, *([credit.source_span] if credit.source_span else [])]
    inside = [span for span in spans if overlaps(span, statement.span)]
    return min(a for a, _ in inside), max(b for _, b in inside)
