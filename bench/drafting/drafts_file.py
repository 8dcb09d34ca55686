"""Drafts in the facts file of an article: confirmed facts stay as they are, drafts are made anew."""

from __future__ import annotations

import heapq
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from bench.drafting.proposing import draft, is_same_place
from bench.errors import InputError
from bench.facts import FACT
from bench.goldset import LocatedFact, locate
from bench.goldset.files import numbered_lines, parse_row, read_text
from bench.goldset.linting.schema_mistakes import mistakes
from bench.goldset.locate import NotLocatedError
from bench.goldset.writing import fact_line
from bench.records import Article

_NUMBERED = re.compile(r"f(\d{1,9})", re.ASCII)


class Drafted(NamedTuple):
    """What an article's facts file holds now."""

    drafts: int
    confirmed: int


class _Row(NamedTuple):
    located: LocatedFact
    line: str


def write_drafts(path: Path, article: Article) -> Drafted:
    """Draft an article's facts into its facts file, which is replaced as a whole or not at all.

    Confirmed facts keep their lines, byte for byte, and their order. Drafts stand among them in the order of the
    article; one that marks the place of a confirmed fact is left out. A draft that was there before keeps its id.

    Raises:
        InputError: the file holds a line that is no fact of this article.
    """
    rows = list(_rows(path, article.text)) if path.exists() else []
    confirmed = [row for row in rows if not row.located.fact.draft]
    before = [row.located for row in rows if row.located.fact.draft]
    new = [
        proposal for proposal in draft(article) if not any(is_same_place(proposal, row.located) for row in confirmed)
    ]
    drafts = _named(new, before, {row.located.fact.id for row in confirmed})
    _replace(path, "".join(_merged(confirmed, drafts, article.text)))
    return Drafted(len(drafts), len(confirmed))


def _rows(path: Path, text: str) -> Iterator[_Row]:
    for number, line in numbered_lines(read_text(path)):
        try:
            fact = FACT.validate_python(parse_row(line))
            yield _Row(locate(fact, text), line)
        except ValidationError as error:
            first = next(mistakes(error))
            raise InputError(first.message, file=path, line=number, field=first.field) from None
        except NotLocatedError as error:
            raise InputError(str(error), file=path, line=number, field=error.field) from None
        except ValueError as error:
            raise InputError(str(error), file=path, line=number) from None


def _named(new: Sequence[LocatedFact], before: Sequence[LocatedFact], taken: set[str]) -> list[LocatedFact]:
    """Drafts with ids: the one that they had, else the next number after all that are taken."""
    kept: dict[int, str] = {}
    for number, proposal in enumerate(new):
        old = next(
            (earlier for earlier in before if (earlier.cue, earlier.fact.kind) == (proposal.cue, proposal.fact.kind)),
            None,
        )
        if old is not None and old.fact.id not in taken:
            kept[number] = old.fact.id
            taken = taken | {old.fact.id}
    last = max((int(match.group(1)) for match in map(_NUMBERED.fullmatch, taken) if match), default=0)
    named = []
    for number, proposal in enumerate(new):
        if number not in kept:
            last += 1
        id_ = kept.get(number, f"f{last:02}")
        named.append(proposal.model_copy(update={"fact": proposal.fact.model_copy(update={"id": id_})}))
    return named


def _merged(confirmed: Sequence[_Row], drafts: Sequence[LocatedFact], text: str) -> Iterator[str]:
    """The lines of the file: drafts before the first confirmed fact that stands later in the article."""
    furthest = (0, 0)
    old = []
    for number, row in enumerate(confirmed):
        furthest = max(furthest, row.located.cue)
        old.append((furthest, 0, number, f"{row.line}\n"))
    fresh = [(proposal.cue, 1, number, fact_line(proposal.fact, text)) for number, proposal in enumerate(drafts)]
    return (line for *_, line in heapq.merge(old, sorted(fresh)))


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place in one go; a file that holds it already is left alone."""
    if path.exists() and path.read_bytes() == text.encode("utf-8"):
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
