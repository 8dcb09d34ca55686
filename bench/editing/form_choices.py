"""What the form of a fact asks, kind by kind, and what an annotator chooses between, with the words that explain it."""

from __future__ import annotations

from typing import Literal

from bench.facts import FACT_KINDS, FactField, FactKind, Trait
from bench.records import FLAG_CODES, Kind, Record
from bench.serving.choice import Choice
from reports.glossary import FLAG_TERMS, VERDICT_TERMS


class FieldForm(Record):
    """A field that only facts of some kinds have."""

    name: str
    holds: Literal["words", "decimal", "value", "choice", "sources"]
    label: str
    only_with: str
    """The value of the kind's trait with which alone it is asked for; empty: always."""


class TraitForm(Record):
    """The choice of a stance, a strength or a comparator."""

    field: str
    label: str
    default: str
    choices: tuple[Choice, ...]


class KindForm(Choice):
    """A kind of fact to choose, and what its form asks."""

    key: str
    """That marks a fact of this kind."""
    marked_field: str
    marked_name: str
    marked_label: str
    marked_hint: str
    marked_button: str
    claim_hint: str
    sources: Literal["required", "optional", "none"]
    trait: TraitForm | None
    fields: tuple[FieldForm, ...]
    """Its own, but for the marked words, in the order in which they are asked for."""
    verdicts: tuple[Choice, ...]
    """What can be said of one of its facts in a summary."""


class FormChoices(Record):
    """All that the page's forms need to know."""

    kinds: tuple[KindForm, ...]
    flags: tuple[Choice, ...]


def form_choices() -> FormChoices:
    """The choices of all forms."""
    return FormChoices(
        kinds=tuple(_kind_form(kind) for kind in FACT_KINDS.values()),
        flags=tuple(
            Choice(value=code, name=FLAG_TERMS[code].name, meaning=FLAG_TERMS[code].meaning) for code in FLAG_CODES
        ),
    )


def _kind_form(kind: FactKind) -> KindForm:
    return KindForm(
        value=kind.kind,
        name=kind.title,
        meaning=f"{kind.heading}: {kind.meaning}",
        key=kind.key,
        marked_field=kind.marked_field,
        marked_name=kind.marked.name,
        marked_label=kind.marked.label,
        marked_hint=kind.marked.hint,
        marked_button=kind.marked.button,
        claim_hint=kind.claim_hint,
        sources=kind.sources,
        trait=_trait_form(kind.trait) if kind.trait else None,
        # The marked words have a control of their own in the form, beside the quote.
        fields=tuple(_field_form(field) for field in kind.fields if field.name != kind.marked_field),
        verdicts=_verdicts(kind.kind),
    )


def _field_form(field: FactField) -> FieldForm:
    return FieldForm(name=field.name, holds=field.holds, label=field.label, only_with=field.only_with)


def _trait_form(trait: Trait) -> TraitForm:
    return TraitForm(
        field=trait.field,
        label=trait.label,
        default=trait.default,
        choices=tuple(
            Choice(
                value=value.value,
                name=value.value.replace("_", " "),
                # Comparators have examples and no gloss.
                meaning=": ".join(part for part in (value.gloss, ", ".join(value.examples)) if part),
            )
            for value in trait.values
        ),
    )


def _verdicts(kind: Kind) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=code, name=VERDICT_TERMS[code].name, meaning=VERDICT_TERMS[code].meaning)
        for code in FACT_KINDS[kind].verdicts
    )
