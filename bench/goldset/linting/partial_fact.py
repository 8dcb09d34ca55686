"""What else is wrong with a fact that its schema refuses: its other fields are checked all the same.

Without this, an author would mend the two fields that are empty, only to hear then that the cue is not in the quote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import ValidationError

from bench.facts import ASKED_LATER, FACT, FACT_KINDS, FactKind, Mistake
from bench.goldset.linting.row_checks import fact_mistakes
from bench.records import KINDS

STAND_INS = {"words": "x", "value": 0, "decimal": 0, "sources": [{"name": "x"}]}
"""What a field that was refused holds while the others are checked, by what it should hold."""
COMMON = {"id": "x", "quote": "x", "claim": "x", "occurrence": 1, "draft": False, "note": ""}
RESTS_ON = {
    "cue": ("quote",),
    "text": ("quote",),
    "occurrence": ("quote",),
    "value_high": ("value", "comparator"),
    "comparator": ("value_high", "value"),
}
"""Fields that are checked against others: where one of these was refused, nothing can be said of the field."""


def other_mistakes(
    record: dict[str, Any], refused: Collection[str], text: str | None, *, has_occurrence: bool
) -> Iterator[Mistake]:
    """What is wrong with the fields of a fact's row that its schema did not refuse.

    Args:
        record: the row.
        refused: the fields that the schema refused, at the top of the row: `sources` for `sources.0.name`.
        text: the article; None if it cannot be read.
        has_occurrence: whether the row says which occurrence of its quote is meant.
    """
    if (kind := record.get("kind")) not in KINDS:
        return
    stand_ins = _stand_ins(FACT_KINDS[kind])
    mended = {key: value for key, value in record.items() if key not in refused}
    mended |= {key: stand_ins[key] for key in refused if key in stand_ins}
    try:
        fact = FACT.validate_python(mended, context=ASKED_LATER)
    except ValidationError:
        return
    for mistake in fact_mistakes(fact, text, has_occurrence=has_occurrence):
        if mistake.field not in refused and not set(refused) & set(RESTS_ON.get(mistake.field or "", ())):
            yield mistake


def _stand_ins(kind: FactKind) -> dict[str, Any]:
    own = {
        field.name: STAND_INS[field.holds] for field in kind.fields if field.holds in STAND_INS and not field.only_with
    }
    trait = {kind.trait.field: kind.trait.names[0]} if kind.trait else {}
    return {**COMMON, **own, **trait}
