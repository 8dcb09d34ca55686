"""What an annotator chooses between, each with the words that explain it on the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from bench.records import CODES, FLAG_CODES, KINDS, Kind, Record
from bench.records.statement import Comparator, Stance, Strength
from reports.glossary import FLAG_TERMS, KIND_TERMS, VERDICT_TERMS, Term

KIND_NAMES: dict[Kind, str] = {"attribution": "Attribution", "hedge": "Hedge", "number": "Number"}

STANCES: dict[Stance, Term] = {
    "neutral": Term(name="neutral", meaning="a plain report: said, told, according to"),
    "claim": Term(name="claim", meaning="put forward as a claim: claims, alleges, argues, accuses"),
    "suggest": Term(name="suggest", meaning="only hinted at: suggested, indicated"),
    "deny": Term(name="deny", meaning="contradicted: denied, rejected, dismissed"),
    "confirm": Term(name="confirm", meaning="vouched for: confirmed, admitted, revealed, found"),
}
STRENGTHS: dict[Strength, Term] = {
    "possible": Term(name="possible", meaning="it may be: may, could, is considering, not ruled out"),
    "probable": Term(name="probable", meaning="it is thought so: likely, expected to, appears"),
    "alleged": Term(name="alleged", meaning="somebody says so: allegedly, reportedly, suspected"),
    "unevidenced": Term(name="unevidenced", meaning="nobody has shown it: no evidence given, not verified"),
    "disputed": Term(name="disputed", meaning="somebody contradicts it: which the ministry denies"),
}
COMPARATORS: dict[Comparator, Term] = {
    "exactly": Term(name="exactly", meaning="20"),
    "about": Term(name="about", meaning="about 20, some 20, nearly 20"),
    "more_than": Term(name="more than", meaning="over 20"),
    "at_least": Term(name="at least", meaning="at least 20, 20 or more"),
    "less_than": Term(name="less than", meaning="fewer than 20, under 20"),
    "at_most": Term(name="at most", meaning="up to 20"),
    "between": Term(name="between", meaning="between 20 and 30; with the upper end beside it"),
}


class Choice(Record):
    """One thing to choose."""

    value: str
    name: str
    meaning: str


Words = dict[str, list[Choice] | dict[str, list[Choice]]]


def words() -> Words:
    """All choices: `kinds`, `stances`, `strengths`, `comparators`, `flags`; and `verdicts` by the kind of fact."""
    assert set(STANCES) == set(get_args(Stance))
    assert set(STRENGTHS) == set(get_args(Strength))
    assert set(COMPARATORS) == set(get_args(Comparator))
    return {
        "kinds": [
            Choice(value=kind, name=KIND_NAMES[kind], meaning=f"{KIND_TERMS[kind].name}: {KIND_TERMS[kind].meaning}")
            for kind in KINDS
        ],
        "stances": _choices(STANCES),
        "strengths": _choices(STRENGTHS),
        "comparators": _choices(COMPARATORS),
        "flags": _choices({code: FLAG_TERMS[code] for code in FLAG_CODES}),
        "verdicts": {
            kind: _choices({code: VERDICT_TERMS[code] for code in ("omitted", "preserved", *CODES[kind])})
            for kind in KINDS
        },
    }


def _choices(terms: Mapping[Any, Term]) -> list[Choice]:
    return [Choice(value=value, name=term.name, meaning=term.meaning) for value, term in terms.items()]
