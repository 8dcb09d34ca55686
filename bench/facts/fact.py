"""What every gold fact records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from bench.bounds import most
from bench.facts.mistake import Mistake
from bench.records import Record, Severity, Verdict

ASKED_LATER: dict[str, object] = {}
"""As the context of a validation: it lets mistakes pass, since whoever validates asks for `mistakes` itself, together
with others that the schema cannot see."""
Words = Annotated[str, StringConstraints(max_length=most("words"))]
"""Words copied from an article, or what something is called."""


class Source(Record):
    """Somebody to whom an article credits a claim, by every name that points to them."""

    name: Words = Field(min_length=1)
    aliases: tuple[Words, ...] = Field(max_length=most("names"), default=())
    """Surname, role, institution: any of them in a summary is this source."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


class BaseFact(Record):
    """A place in an article that a summary easily distorts."""

    id: str = Field(min_length=1, max_length=most("id"))
    quote: str = Field(min_length=1, max_length=most("quote"))
    """An exact substring of the article that holds the cue (or the number) and the claim."""
    claim: str = Field(min_length=1, max_length=most("claim"))
    """The bare claim in plain words: no source, no hedge."""
    occurrence: int = Field(ge=1, default=1)
    """Which one is meant if the quote stands more than once in the article, from 1."""
    draft: bool = False
    """Proposed by a program and not confirmed by a person yet: nothing is scored against it."""
    note: str = Field(max_length=most("note"), default="")

    marked_field: ClassVar[Literal["cue", "text"]] = "cue"
    """The field that holds the marked words: the cue beside a claim, or the text of a number."""

    @property
    def marked(self) -> str:
        """The marked words, as they stand in the quote."""
        return str(getattr(self, self.marked_field))

    @property
    def credited(self) -> tuple[Source, ...]:
        """Everybody to whom the article credits the claim; none for a kind that records no sources."""
        # Numbers have no such field.
        sources: tuple[Source, ...] = getattr(self, "sources", ())
        return sources

    @property
    def is_denial(self) -> bool:
        """Whether the fact records that somebody contradicts the claim."""
        return False

    def severity(self, code: Verdict) -> Severity:  # noqa: ARG002 - some kinds go by the code
        """How grave an error of this code is on this fact."""
        return "major"

    def mistakes(self) -> Iterator[Mistake]:
        """Yield what is wrong in a fact although each of its fields is of the right type."""
        yield from ()

    @model_validator(mode="after")
    def _without_mistakes(self, info: ValidationInfo) -> Self:
        # As errors of the schema, so that nothing that reads facts can pass over what lint refuses.
        if info.context is ASKED_LATER:
            return self
        if errors := [
            InitErrorDetails(
                type=PydanticCustomError("value_error", "{message}", {"message": mistake.message}),
                loc=(mistake.field,) if mistake.field else (),
                input=getattr(self, mistake.field or "id"),
            )
            for mistake in self.mistakes()
        ]:
            raise ValidationError.from_exception_data(type(self).__name__, errors)
        return self
