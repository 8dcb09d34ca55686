"""Where a fact's quote stands in its article, and which occurrence is meant where it stands there several times."""

from __future__ import annotations

from itertools import islice

from bench.editing.page_records import Refused, RowMistake
from bench.editing.row_lines import Row
from bench.facts import FACT_KINDS
from bench.goldset.locate import nearest, occurrences
from bench.records import KINDS, Span


def find(fact_row: Row, text: str) -> tuple[Span | None, Span | None]:
    """The spans of a row's quote and of the cue in it, in code points; None for what an unchecked row does not tell."""
    quote, nth = fact_row.get("quote"), fact_row.get("occurrence", 1)
    if not isinstance(quote, str) or not quote or not isinstance(nth, int) or nth < 1:
        return None, None
    # `occurrence` may be any number that a file holds; a text has no more places than characters.
    starts = list(islice(occurrences(quote, text), min(nth, len(text))))
    if len(starts) < nth:
        return None, None
    start = starts[-1]
    kind = fact_row.get("kind")
    # A row of an unknown kind is shown all the same, and most kinds mark a cue.
    marked = fact_row.get(FACT_KINDS[kind].marked_field) if kind in KINDS else fact_row.get("cue")
    inside = quote.find(marked) if isinstance(marked, str) and marked else -1
    return (start, start + len(quote)), (start + inside, start + inside + len(str(marked))) if inside >= 0 else None


def placed(fact_row: Row, at: int | None, text: str) -> Row:
    """A fact's row with the `occurrence` that its quote needs, and without one where the quote stands only once.

    Args:
        fact_row: The row, unchecked.
        at: Where the quote was selected, in code points; None leaves the row's own occurrence.
        text: The article.

    Raises:
        Refused: something else stands there.
    """
    quote = fact_row.get("quote")
    # Left to the checks, which say what is wrong with it.
    if not isinstance(quote, str) or not quote:
        return fact_row
    # The page may show an older text than the file has now.
    if at is not None and not text.startswith(quote, at):
        nearest_text = nearest(quote, text)
        raise Refused(
            RowMistake(
                field="quote",
                message=f"not at that place of the article; select it again; the nearest is “{nearest_text}”",
            )
        )
    starts = list(occurrences(quote, text))
    without_occurrence = {key: value for key, value in fact_row.items() if key != "occurrence"}
    if at is not None:
        # A person selects a place and never counts: the number is worked out from where the selection began.
        return without_occurrence | {"occurrence": starts.index(at) + 1} if len(starts) > 1 else without_occurrence
    # An "occurrence" of 1 is superfluous where the quote stands once; any other is a mistake, which lint shall name.
    return without_occurrence if len(starts) == 1 and fact_row.get("occurrence") == 1 else fact_row
