"""Drafts in the facts file of an article: confirmed facts stay as they are, drafts are made anew."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from bench.bounds import refusal
from bench.drafting.proposing import draft, is_same_place
from bench.errors import InputError
from bench.facts import FACT
from bench.goldset import LocatedFact, locate
from bench.goldset.files import numbered_lines, parse_row, text_of
from bench.goldset.linting.schema_mistakes import mistakes
from bench.goldset.locate import NotLocatedError
from bench.goldset.rejected import REJECTED, read_rejected
from bench.goldset.writing import fact_line
from bench.records import Article
from bench.storage import is_present, read_member, replace_member

_NUMBERED = re.compile(r"f(\d{1,9})", re.ASCII)


class Drafted(NamedTuple):
    """What an article's facts file holds now."""

    drafts: int
    confirmed: int
    rejected: int
    """Proposals that were left out, since an annotator had thrown them out before."""


class _FactLine(NamedTuple):
    """A fact of the file, with its line as it stands there."""

    located: LocatedFact
    text: str


def write_drafts(path: Path, article: Article) -> Drafted:
    """Draft an article's facts into its facts file, which is replaced as a whole or not at all.

    Confirmed facts keep their lines, byte for byte, and their order. Drafts stand among them in the order of the
    article; one that marks the place of a confirmed fact is left out, and so is one that was rejected. A draft that
    was there before keeps its id.

    Raises:
        InputError: the file holds a line that is no fact of this article, or the file of what was rejected is broken.
        WriteError: it cannot be written.
    """
    fact_lines = list(_fact_lines(path, article.text)) if is_present(path) else []
    # With the text of their lines, which are written back as they stand instead of being made anew.
    confirmed = [line for line in fact_lines if not line.located.fact.draft]
    before = [line.located for line in fact_lines if line.located.fact.draft]
    rejected = read_rejected(path.with_name(f"{article.id}{REJECTED}"), article.text)
    proposals = [
        proposal for proposal in draft(article) if not any(is_same_place(proposal, line.located) for line in confirmed)
    ]
    new = [proposal for proposal in proposals if not any(is_same_place(proposal, thrown) for thrown in rejected)]
    drafts = _named(new, before, {line.located.fact.id for line in confirmed})
    _replace(path, "".join(_merged(confirmed, drafts, article.text)))
    return Drafted(len(drafts), len(confirmed), len(proposals) - len(new))


def _fact_lines(path: Path, text: str) -> Iterator[_FactLine]:
    """The facts of a file, each found in the text of its article."""
    for count, (number, line) in enumerate(numbered_lines(text_of(read_member(path), path)), start=1):
        if problem := refusal("article_facts", count):
            raise InputError(problem, file=path, line=number)
        try:
            fact = FACT.validate_python(parse_row(line))
            yield _FactLine(locate(fact, text), line)
        except ValidationError as error:
            mistake = next(mistakes(error))
            raise InputError(mistake.message, file=path, line=number, field=mistake.field) from None
        except NotLocatedError as error:
            raise InputError(str(error), file=path, line=number, field=error.field) from None
        except ValueError as error:
            raise InputError(str(error), file=path, line=number) from None


def _named(new: Sequence[LocatedFact], before: Sequence[LocatedFact], used: set[str]) -> list[LocatedFact]:
    """Drafts with ids: the one that they had, else the next number after all that are in use."""
    old_ids: dict[int, str] = {}
    for number, proposal in enumerate(new):
        old = next(
            (earlier for earlier in before if (earlier.cue, earlier.fact.kind) == (proposal.cue, proposal.fact.kind)),
            None,
        )
        # The place of its cue makes a draft the same one, since claim and quote may be worded anew by a later version.
        if old is not None and old.fact.id not in used:
            old_ids[number] = old.fact.id
            used = used | {old.fact.id}
    # A number that a deleted draft had is given again; one that is in use never is.
    last = max((int(match.group(1)) for match in map(_NUMBERED.fullmatch, used) if match), default=0)
    named = []
    for number, proposal in enumerate(new):
        if number not in old_ids:
            last += 1
        id_ = old_ids.get(number, f"f{last:02}")
        named.append(proposal.model_copy(update={"fact": proposal.fact.model_copy(update={"id": id_})}))
    return named


def _merged(confirmed: Sequence[_FactLine], drafts: Sequence[LocatedFact], text: str) -> Iterator[str]:
    """The lines of the file: drafts before the first confirmed fact that stands later in the article."""
    furthest = (0, 0)
    old = []
    for number, line in enumerate(confirmed):
        # Somebody may have ordered the file otherwise than the article: a draft goes before what stands later in both.
        furthest = max(furthest, line.located.cue)
        old.append((furthest, 0, number, f"{line.text}\n"))
    # The 1 puts a draft behind a confirmed fact of the same place, and the number keeps ties in their order.
    fresh = [(proposal.cue, 1, number, fact_line(proposal.fact, text)) for number, proposal in enumerate(drafts)]
    return (merged_line for *_, merged_line in heapq.merge(old, sorted(fresh)))


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place; a file that holds it already is left alone."""
    data = text.encode()
    if not is_present(path) or read_member(path) != data:
        replace_member(path, data)
