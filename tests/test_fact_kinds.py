"""Every table with an entry for each kind of fact has one for each kind, and a kind's own parts fit together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from bench.drafting.markable import KIND_OF_READING
from bench.drafting.salience import weights
from bench.facts import FACT_KINDS, AttributionFact, BaseFact, CuePosition, Fact
from bench.goldset.exchange.columns import TABLES
from bench.goldset.exchange.dataset_card import ABOUT
from bench.goldset.exchange.labelstudio.controls import CHOICES, HINTS, OF_KIND, TEXTAREAS
from bench.goldset.linting.cue_doubts import VALUES_OF_CUE
from bench.goldset.writing import FACT_KEYS
from bench.records import CODES, ERROR_CODES, FLAG_CODES, KINDS, Kind, Severity, Verdict
from reports import glossary

ROOT = Path(__file__).parent.parent
each_kind = pytest.mark.parametrize("kind", FACT_KINDS.values(), ids=FACT_KINDS)


def test_every_kind_is_in_every_table():
    assert tuple(FACT_KINDS) == KINDS == tuple(CODES) == get_args(Kind)
    assert {kind.fact_class for kind in FACT_KINDS.values()} == set(get_args(get_args(Fact)[0]))
    assert set(KINDS) == set(OF_KIND) == set(glossary.KIND_TERMS)
    assert set(KINDS) < set(TABLES) == set(ABOUT)
    assert set(VALUES_OF_CUE) == {kind.kind for kind in FACT_KINDS.values() if kind.is_cued and kind.trait}


def test_every_code_has_a_kind_and_words():
    assert {*ERROR_CODES, "preserved", "omitted", "unscored"} == set(get_args(Verdict)) == set(glossary.VERDICT_TERMS)
    assert tuple(glossary.FLAG_TERMS) == FLAG_CODES
    assert set(glossary.KIND_OF) == {*ERROR_CODES, *FLAG_CODES}
    assert set(glossary.SEVERITY_TERMS) == set(get_args(Severity))
    owners = Counter(code for kind in FACT_KINDS.values() for code in (*kind.codes, *kind.flag_terms))
    assert set(owners.values()) == {1}


@pytest.mark.parametrize(
    ("stance", "severity"),
    [("neutral", "minor"), ("confirm", "minor"), ("claim", "major"), ("suggest", "major"), ("deny", "major")],
)
def test_a_lost_report_is_minor_be_it_said_or_confirmed(stance, severity):
    officials = AttributionFact(
        id="f01",
        kind="attribution",
        quote="Officials x that it fell",
        claim="it fell",
        cue="x",
        stance=stance,
        sources=({"name": "officials"},),
    )
    assert officials.severity("dropped_attribution") == severity
    assert officials.severity("misattribution") == "major"


@each_kind
def test_a_kind_knows_its_own_fields(kind):
    own = [name for name in kind.fact_class.model_fields if name not in {*BaseFact.model_fields, "kind"}]
    assert sorted(field.name for field in kind.fields) == sorted(own)
    assert kind.marked_field in own
    assert ("sources" in own) == (kind.sources != "none")
    if kind.sources != "none":
        assert kind.fact_class.model_fields["sources"].is_required() == (kind.sources == "required")
    assert set(FACT_KEYS) >= set(own)
    assert all(control in TEXTAREAS or control in CHOICES for control in OF_KIND[kind.kind])
    assert set(HINTS) == set(TEXTAREAS)


@each_kind
def test_a_trait_has_all_values_of_its_field(kind):
    if kind.trait is None:
        assert not any(field.holds == "choice" for field in kind.fields)
        return
    assert [field.name for field in kind.fields if field.holds == "choice"] == [kind.trait.field]
    assert kind.trait.names == get_args(kind.fact_class.model_fields[kind.trait.field].annotation)
    assert kind.trait.default in ("", *kind.trait.names)
    assert {field.only_with for field in kind.fields} <= {"", *kind.trait.names}
    assert set(glossary.trait_terms(kind.trait)) == set(kind.trait.names)


@each_kind
def test_a_kind_has_words_for_all_that_is_its_own(kind):
    assert tuple(kind.error_terms) == kind.codes
    assert set(kind.position_examples) == (set(get_args(CuePosition)) if kind.is_cued else set())
    assert bool(kind.marked.in_lint) == kind.is_cued
    assert kind.loss is None or kind.loss.verdict in kind.codes
    assert all(
        (field.label or field.holds in ("choice", "sources"))
        for field in kind.fields
        if field.name != kind.marked_field
    )


def test_kinds_that_share_a_field_ask_for_it_alike():
    """One control serves every kind that names it, so its hint has to fit them all."""
    by_control = {field.control_name: field for kind in FACT_KINDS.values() for field in kind.fields}
    for kind in FACT_KINDS.values():
        for field in kind.fields:
            assert by_control[field.control_name] == field


def test_kinds_are_told_apart_by_key_and_looks():
    for words in ("key", "colour", "underline", "heading", "meaning"):
        assert len({getattr(kind, words) for kind in FACT_KINDS.values()}) == len(FACT_KINDS)


def test_what_is_drafted_is_weighed():
    assert set(weights()) == set(KIND_OF_READING.values()) <= set(KINDS)


def test_only_kinds_and_their_judges_speak_of_a_kind_by_its_name():
    """A branch on the name of a kind is what a new kind would have to be added to, if anybody remembered it."""
    here = ("bench/facts/", "bench/scorers/rules/", "bench/codes.py", "bench/drafting/markable.py")
    elsewhere = ("bench/goldset/linting/cue_doubts.py",)
    for path in [path for folder in ("bench", "reports", "runners") for path in (ROOT / folder).rglob("*.py")]:
        name = str(path.relative_to(ROOT))
        if name.startswith((*here, *elsewhere)):
            continue
        # Examples in docstrings name kinds, as users do.
        text = re.sub(r'"""(?s:.*?)"""', "", path.read_text(encoding="utf-8"))
        named = [kind for kind in KINDS if re.search(rf"""kind\b[^\n]{{0,12}}["']{kind}["']""", text)]
        classes = [one.fact_class.__name__ for one in FACT_KINDS.values() if one.fact_class.__name__ in text]
        assert not named, name
        assert not classes, name
