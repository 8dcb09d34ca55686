"""Where a fact's quote stands in its article, and which occurrence is meant where it stands there several times."""

from __future__ import annotations

from itertools import islice

from bench.editing.page_records import Refused, RowMistake
from bench.editing.row_lines import Row
from bench.facts import FACT_KINDS
from bench.goldset.locate import nearest, occurrences
from bench.records import KINDS, Span


def find(row: Row, text: str) -> tuple[Span | None, Span | None]:
    """The spans of a row's quote and of the cue in it, in code points; None for what an unchecked row does not tell."""
    quote, nth = row.get("quote"), row.get("occurrence", 1)
    if not isinstance(quote, str) or not quote or not isinstance(nth, int) or nth < 1:
        return None, None
    starts = list(islice(occurrences(quote, text), min(nth, len(text))))
    if len(starts) < nth:
        return None, None
    start = starts[-1]
    kind = row.get("kind")
    marked = row.get(FACT_KINDS[kind].marked_field) if kind in KINDS else row.get("cue")
    inside = quote.find(marked) if isinstance(marked, str) and marked else -1
    return (start, start + len(quote)), (start + inside, start + inside + len(str(marked))) if inside >= 0 else None


def placed(row: Row, at: int | None, text: str) -> Row:
    """A fact's row with the `occurrence` that its quote needs, and without one where the quote stands only once.

    Args:
        row: The row, unchecked.
        at: Where the quote was selected, in code points; None leaves the row's own occurrence.
        text: The article.

    Raises:
        Refused: something else stands there.
    """
    quote = row.get("quote")
    if not isinstance(quote, str) or not quote:
        return row
    if at is not None and not text.startswith(quote, at):
        near = nearest(quote, text)
        raise Refused(
            RowMistake(
                field="quote", message=f"not at that place of the article; select it again; the nearest is “{near}”"
            )
        )
    starts = list(occurrences(quote, text))
    rest = {key: value for key, value in row.items() if key != "occurrence"}
    if at is not None:
        return rest | {"occurrence": starts.index(at) + 1} if len(starts) > 1 else rest
    return rest if len(starts) == 1 and row.get("occurrence") == 1 else row
