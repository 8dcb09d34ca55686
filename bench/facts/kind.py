"""What a kind of gold fact is: everything in which other packages treat the facts of one kind unlike those of another.

Nothing outside `bench/facts` compares `fact.kind` with a name: it asks `FACT_KINDS[fact.kind]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from bench.facts.fact import BaseFact
from bench.records import CODES, FlagCode, Kind, Record, Verdict

CuePosition = Literal["before", "after", "inside"]
"""Where a cue stands relative to its claim."""


class GlossaryTerm(Record):
    """A term and its explanation, as pages show them."""

    name: str
    meaning: str


class TraitValue(NamedTuple):
    """One value that a trait can have, with the words that explain it."""

    value: str
    """As a facts file has it."""
    name: str
    """As a reader of a scorecard knows it."""
    gloss: str
    """What it means; empty where the examples say it all."""
    examples: tuple[str, ...]
    """Words of an article that are of this value."""


@dataclass(frozen=True, kw_only=True)
class Trait:
    """The field in which facts of a kind differ from one another: a stance, a strength, a comparator."""

    field: str
    label: str
    """Above the choice in a form."""
    values: tuple[TraitValue, ...]
    default: str = ""
    """What a new fact has until somebody chooses."""
    is_ordinal: bool = False
    """Whether the values have an order, so that two annotators can be nearer to one another or farther."""

    @property
    def names(self) -> tuple[str, ...]:
        """The values as a facts file has them."""
        return tuple(value.value for value in self.values)

    @property
    def plural(self) -> str:
        """The key under which the values are counted: `stances`."""
        return f"{self.field}s"


class FactField(NamedTuple):
    """A field of facts that not every kind has: how it is exchanged, and how a person is asked for it."""

    name: str
    holds: Literal["words", "decimal", "value", "choice", "sources"]
    """A `value` is a number or a text, a `choice` one of the trait's values."""
    label: str = ""
    """Beside its control in a form."""
    hint: str = ""
    """In its empty control in Label Studio."""
    control: str = ""
    """What Label Studio calls it, if not by its name: `text` is taken there."""
    only_with: str = ""
    """The value of the trait with which alone it is filled in."""

    @property
    def control_name(self) -> str:
        """What its control is called in Label Studio."""
        return self.control or self.name


class MarkedWords(NamedTuple):
    """The words in a quote that make it a fact of this kind."""

    name: str
    """In a sentence: "select the reporting words"."""
    label: str
    hint: str
    button: str
    in_lint: str = ""
    """What lint calls them where a claim still holds them; empty where a claim may."""


class Loss(NamedTuple):
    """The error by which a fact loses altogether what it records."""

    verdict: Verdict
    noun: str
    """What is lost then."""
    by_trait: str
    """Ends the heading of a table of losses by the kind's trait: "Sources, by …"."""
    trait_heading: str
    """Over the column of the trait's values there."""


@dataclass(frozen=True, kw_only=True)
class FactKind:
    """One kind of gold fact."""

    kind: Kind
    fact_class: type[BaseFact]
    heading: str
    """The question that it answers."""
    meaning: str
    marked: MarkedWords
    fields: tuple[FactField, ...]
    """Its own fields, in the order in which people are asked for them."""
    trait: Trait | None = None
    sources: Literal["required", "optional", "none"] = "none"
    claim_hint: str
    """How to write its claim."""
    error_terms: Mapping[Verdict, GlossaryTerm]
    """Its error codes, with the words that explain them."""
    minor_error: str = ""
    """Which of its errors are minor, in a clause; empty where none is."""
    flag_terms: Mapping[FlagCode, GlossaryTerm] = field(default_factory=dict)
    """The flags on something that no fact covers and that would be a fact of this kind."""
    loss: Loss | None = None
    """None where facts of this kind are not told apart on a scorecard."""
    position_examples: Mapping[CuePosition, str] = field(default_factory=dict)
    """For kinds marked by a cue: a sentence for each place that the cue can have."""
    frames_claim: bool = False
    """Whether the cue is a clause around the claim ("she said that …") rather than words within it ("may have")."""
    position_share: float = 0
    """The share of the claim's words that it takes to tell where the claim stands; 0 where one word is enough."""
    colour: str
    """Of its passages in Label Studio."""
    underline: str
    """The line under its marked words on pages: style and thickness, as CSS has them. All kinds share a colour."""
    key: str
    """On the keyboard, to mark a fact of this kind."""

    @property
    def title(self) -> str:
        """Its name at the beginning of a line."""
        return self.kind.capitalize()

    @property
    def codes(self) -> tuple[Verdict, ...]:
        """Its error codes."""
        return CODES[self.kind]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict that one of its facts can have in a summary."""
        return ("omitted", "preserved", *self.codes)

    @property
    def marked_field(self) -> Literal["cue", "text"]:
        """The field that holds the marked words."""
        return self.fact_class.marked_field

    @property
    def is_cued(self) -> bool:
        """Whether a cue marks it, which stands somewhere relative to the claim."""
        return self.marked_field == "cue"

    @property
    def value_field(self) -> FactField | None:
        """The field that holds its value, if it has one."""
        return next(iter(self.value_fields), None)

    @property
    def value_fields(self) -> tuple[FactField, ...]:
        """The fields that hold a value: its own first, and the upper end of a range."""
        return tuple(field for field in self.fields if field.holds == "value")
