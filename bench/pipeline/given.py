"""Summaries that somebody has already: a JSON Lines file with `article` and `text` on every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from bench.errors import InputError
from bench.goldset import GoldSet
from bench.goldset.files import read_rows
from bench.goldset.linting.schema_mistakes import cut, mistakes
from bench.records import Status, Summary

LONGEST = 100_000
"""Code points of a text; what is longer is no summary, and would keep the parser busy for minutes."""


class GivenSummary(BaseModel):
    """A line of the file; keys that it does not know are somebody else's, and ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    article: str
    text: str = Field(max_length=LONGEST)
    gold: str | None = None
    """Needed only where two of the sets have an article of that id."""
    id: str | None = Field(default=None, min_length=1)
    model: str | None = Field(default=None, min_length=1)
    sample: int | None = Field(default=None, ge=0)
    status: Status | None = None
    """As a run records it, so that a refusal is not scored as if it were a summary."""


def read_given(path: Path, sets: Sequence[GoldSet]) -> tuple[Summary, ...]:
    """Read a file of summaries of these sets' articles.

    A missing model is the file's name, a missing sample the next one of its model and article, a missing id
    is made; an id that is used for several articles is told apart by the article. A line whose status is
    `failed` gives way to a later one of its id.

    Raises:
        InputError: with file, line and field.
    """
    lines = list(_read_lines(path, sets))
    if not lines:
        raise InputError("no summaries in it", file=path)
    articles_of: dict[str | None, set[tuple[str, str]]] = {}
    for _, given, gold in lines:
        articles_of.setdefault(given.id, set()).add((gold, given.article))
    samples: Counter[tuple[str, str, str]] = Counter()
    summaries: dict[str, Summary] = {}
    id_of: dict[tuple[str, str, str, int], str] = {}
    for line, given, gold in lines:
        series = given.model or path.stem, gold, given.article
        sample = samples[series] if given.sample is None else given.sample
        samples[series] = max(samples[series], sample + 1)
        summary = _summary(given, series, sample, is_shared=len(articles_of[given.id]) > 1)
        before = summaries.get(summary.id)
        if (before and before.status != "failed") or (id_of.setdefault((*series, sample), summary.id) != summary.id):
            field = "id" if before and given.id else "sample"
            raise InputError(
                f"a second summary '{cut(getattr(summary, field))}' of article '{given.article}' by "
                f"{cut(series[0])}; give it one of its own",
                file=path,
                line=line,
                field=field,
            )
        summaries[summary.id] = summary
    return tuple(summaries.values())


def _summary(given: GivenSummary, series: tuple[str, str, str], sample: int, *, is_shared: bool) -> Summary:
    model, gold, article = series
    id_ = given.id or f"{model}:{gold}/{article}#{sample}"
    text = given.text.strip()
    status = given.status or "ok"
    if not text and status in ("ok", "truncated"):
        status = "empty"
    return Summary(
        id=f"{gold}/{article}:{id_}" if given.id and is_shared else id_,
        gold=gold,
        article=article,
        model=model,
        sample=sample,
        text=text,
        raw=given.text,
        status=status,
        error=None if status in ("ok", "truncated") else f"the file has it as {status}",
    )


def _read_lines(path: Path, sets: Sequence[GoldSet]) -> Iterator[tuple[int, GivenSummary, str]]:
    """The lines with their numbers and the gold set that each one's article belongs to."""
    sets_of: dict[str, list[str]] = {}
    for gold in sets:
        for one in gold.articles:
            sets_of.setdefault(one.article.id, []).append(gold.card.name)
    names = [gold.card.name for gold in sets]
    for line, row in read_rows(path):
        try:
            given = GivenSummary.model_validate(row)
        except ValidationError as error:
            first = next(mistakes(error))
            raise InputError(first.message, file=path, line=line, field=first.field) from None
        here = sets_of.get(given.article, [])
        field, message = "", ""
        if given.gold is not None and given.gold not in names:
            field, message = "gold", f"'{cut(given.gold)}' is none of the gold sets {', '.join(names)}"
        elif not here or (given.gold and given.gold not in here):
            near = [id_ for id_, _, _ in process.extract(given.article, list(sets_of), limit=3)]
            field, message = (
                "article",
                f"no article '{cut(given.article)}' in the gold; the nearest are {', '.join(near)}",
            )
        elif given.gold is None and len(here) > 1:
            field, message = (
                "gold",
                f"missing; '{given.article}' is an article of {' and of '.join(here)}: add which",
            )
        if field:
            raise InputError(message, file=path, line=line, field=field)
        yield line, given, given.gold or here[0]
