"""A quantity, date, ordinal, share or amount of money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from bench.facts.fact import BaseFact, Words
from bench.facts.kind import FactField, FactKind, GlossaryTerm, MarkedWords, Trait, TraitValue
from bench.facts.mistake import Mistake
from bench.facts.values import is_amount, is_range, is_value
from bench.records import Severity, Verdict
from bench.records.statement import Comparator

Amount = Annotated[float, Field(strict=True)]
"""A number; `true` is none."""


class NumberFact(BaseFact):
    """How much it is."""

    marked_field: ClassVar[Literal["cue", "text"]] = "text"

    kind: Literal["number"]
    text: Words = Field(min_length=1)
    """As it stands in the quote, with its bound words: 'over 20'."""
    value: Amount | str
    """A number; or an ISO date, month, year or time, `--MM-DD` or `--MM` without a year, a decade (`1990s`), a fiscal
    year (`2014/15`), a score (`3-1`), or the name of a weekday."""
    value_high: Amount | str | None = None
    """The upper end of a range, of the same form as the value."""
    comparator: Comparator
    unit: Words
    """What is counted."""

    def severity(self, code: Verdict) -> Severity:
        """How grave an error is: a changed bound is minor where the article has "about" or "at least".

        "83" for "at least 83" leaves what is known as it was; "600" for "up to 600" tells the worst case as the fact.
        """
        return "minor" if code == "changed_bound" and self.comparator in ("about", "at_least") else "major"

    def mistakes(self) -> Iterator[Mistake]:
        """Yield a value that has no known form, and bounds that do not fit it."""
        value, high = self.value, self.value_high
        for field, number in (("value", value), ("value_high", high)):
            if isinstance(number, float) and not is_amount(number):
                yield Mistake(field, f"{number:g} is no amount that can be compared; write it as the article has it")
        if isinstance(value, str) and not is_value(value):
            yield Mistake(
                "value",
                f"'{value[:60]}' is no value: write a number without quotation marks, an ISO date "
                "(2025-11-24), month (2013-07), year (2005) or time (09:00), --11-24 or --11 for a date or "
                "month without a year, a decade (1990s), a fiscal year (2014/15), a score (3-1), or a weekday",
            )
        # Fields that are right one by one and wrong together; the schema sees each alone.
        if self.comparator == "between" and high is None:
            yield Mistake("value_high", "missing although the comparator is 'between'; add the range's upper end")
        if high is None:
            return
        if self.comparator != "between":
            yield Mistake(
                "comparator",
                f"'{self.comparator}' although there is a value_high; make it 'between', or remove value_high",
            )
        # A date and a number, or a month and a year, are no two ends of anything.
        if isinstance(value, str) or isinstance(high, str):
            if not (isinstance(value, str) and isinstance(high, str) and is_range(value, high)):
                upper_end = f"{high:g}" if isinstance(high, float) else high[:60]
                yield Mistake(
                    "value_high",
                    f"'{upper_end}' is no upper end for the value '{str(value)[:60]}'; give both in one form, the "
                    "earlier in value",
                )
        elif is_amount(value) and is_amount(high) and not high > value:
            yield Mistake("value_high", f"{high:g} is not above the value {value:g}; put the lower end in value")


COMPARATOR = Trait(
    field="comparator",
    label="Bound",
    values=(
        TraitValue("exactly", "exactly", "", ("20",)),
        TraitValue("about", "about", "", ("about 20", "some 20", "nearly 20")),
        TraitValue("more_than", "more than", "", ("over 20",)),
        TraitValue("at_least", "at least", "", ("at least 20", "20 or more")),
        TraitValue("less_than", "less than", "", ("fewer than 20", "under 20")),
        TraitValue("at_most", "at most", "", ("up to 20",)),
        TraitValue("between", "between", "", ("between 20 and 30; with the upper end beside it",)),
    ),
    default="exactly",
)

NUMBER = FactKind(
    kind="number",
    fact_class=NumberFact,
    heading="How much it is",
    meaning="quantities, dates, shares and amounts",
    marked=MarkedWords(
        name="number with its bound words",
        label="Number with its bound words",
        hint="As in the quote, like “over 20”: select it there and press c.",
        button="Number",
    ),
    fields=(
        FactField(
            "text",
            "words",
            hint="the number with its bound words, copied from the passage: over 20",
            control="number_text",
        ),
        FactField(
            "value",
            "value",
            label="Value",
            hint="20, or 2025-11-24, 2025-11, --11-24, 09:00, 1990s, 2014/15, monday; a year or another bare number "
            'as a text: "2005"',
        ),
        FactField("value_high", "value", label="Upper end", hint="only of a range: its upper end", only_with="between"),
        FactField("comparator", "choice"),
        FactField("unit", "words", label="Unit: what is counted", hint="what is counted"),
    ),
    trait=COMPARATOR,
    claim_hint="What is said with the number, in plain words.",
    error_terms={
        "wrong_number": GlossaryTerm(
            name="Wrong number",
            meaning="Another value, date, rank, scale or unit for the same thing: billions for millions, per "
            "cent for percentage points.",
        ),
        "misattached_number": GlossaryTerm(
            name="Misattached number",
            meaning="One of the article’s numbers, said of something that it does not measure there.",
        ),
        "changed_bound": GlossaryTerm(
            name="Changed bound",
            meaning="The value stands but its limit does not: “at least 14” is given as “14”, “over” as “under”.",
        ),
    },
    minor_error="an “about” or “at least” before a number is lost",
    flag_terms={
        "unsupported_number": GlossaryTerm(
            name="Unsupported number",
            meaning="A figure or date with nothing behind it in the article, not even a sum or a rounding.",
        ),
    },
    colour="#2a8a4a",
    underline="double 1px",
    key="n",
)
