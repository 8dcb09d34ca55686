"""What every gold fact records."""

from __future__ import annotations

from pydantic import Field

from bench.records import Record


class Source(Record):
    """Somebody to whom an article credits a claim, by every name that points to them."""

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    """Surname, role, institution: any of them in a summary is this source."""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


class BaseFact(Record):
    """A place in an article that a summary easily distorts."""

    id: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    """An exact substring of the article that holds the cue (or the number) and the claim."""
    claim: str = Field(min_length=1)
    """The bare claim in plain words: no source, no hedge."""
    occurrence: int = Field(ge=1, default=1)
    """Which one is meant, where the quote stands more than once in the article."""
    draft: bool = False
    """Proposed by a program and not confirmed by a person yet: nothing is scored against it."""
    note: str = ""
