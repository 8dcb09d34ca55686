"""Summaries that the user has already: rows with `article` and `text`, in a file, a table or in memory."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bench.bounds import most
from bench.errors import InputError
from bench.foreign_text import has_words
from bench.goldset import GoldSet
from bench.goldset.foreign_json import ForeignRow, foreign_rows
from bench.goldset.intake.article_tables import open_file
from bench.goldset.linting.schema_mistakes import closest, cut, mistakes
from bench.records import Status, Summary
from bench.storage import read_given

Id = Annotated[str, Field(max_length=most("id"))]


class GivenSummary(BaseModel):
    """A row of the file; unknown keys are ignored, since the file may have been made for something else."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    article: Id
    text: str = Field(max_length=most("summary"))
    gold: Id | None = None
    """Needed only where two of the sets have an article of that id."""
    id: Id | None = Field(default=None, min_length=1, coerce_numbers_to_str=True)
    model: Id | None = Field(default=None, min_length=1)
    sample: int | None = Field(default=None, ge=0)
    status: Status | None = None
    """As a run records it, so that a refusal is not scored as if it were a summary."""


class SummaryFile(NamedTuple):
    """A file as it was read, once: it may be a pipe."""

    summaries: tuple[Summary, ...]
    sha256: str
    """First 12 hex digits of its bytes' SHA-256."""


def read_summary_file(path: Path, sets: Sequence[GoldSet]) -> SummaryFile:
    """Read a file of summaries of these sets' articles: JSON Lines, a JSON array, CSV (.csv) or Parquet (.parquet).

    A missing model is the file's name, a missing sample the next one of its model and article, a missing id
    is made; an id that is used for several articles is told apart by the article. A line whose status is
    `failed` gives way to a later one of its id.

    Raises:
        InputError: with file, line and field.
    """
    data = read_given(path)
    summaries = summaries_of(_rows(data, path), sets, model=path.stem, file=path)
    return SummaryFile(summaries, hashlib.sha256(data).hexdigest()[:12])


def summaries_of(
    rows: Iterable[ForeignRow], sets: Sequence[GoldSet], *, model: str, file: Path | str
) -> tuple[Summary, ...]:
    """Make summaries of rows, as `read_summary_file` does; one for each, in their order.

    Args:
        rows: what is said of each summary.
        sets: what they are summaries of.
        model: of those that name none.
        file: where they come from, for messages.

    Raises:
        InputError: with number and field.
    """
    checked = list(_checked_rows(rows, sets, file))
    if not checked:
        raise InputError("no summaries in it", file=file)
    articles_of: dict[str | None, set[tuple[str, str]]] = {}
    for _, entry, gold in checked:
        # Files from elsewhere often number the summaries of each article anew: "1", "2", "1", "2".
        articles_of.setdefault(entry.id, set()).add((gold, entry.article))
    samples: Counter[tuple[str, str, str]] = Counter()
    summaries: dict[str, Summary] = {}
    id_of: dict[tuple[str, str, str, int], str] = {}
    for row, entry, gold in checked:
        series = entry.model or model, gold, entry.article
        sample = samples[series] if entry.sample is None else entry.sample
        # A line that names its sample must not be given to a later line that names none.
        samples[series] = max(samples[series], sample + 1)
        summary = _summary(entry, series, sample, is_shared=len(articles_of[entry.id]) > 1)
        # A failed summary gives way to a later line of the same id (it was asked for again); any other repetition of an
        # id, or of a model's sample of an article, would count one summary twice.
        before = summaries.get(summary.id)
        if (before and before.status != "failed") or (id_of.setdefault((*series, sample), summary.id) != summary.id):
            field = "id" if before and entry.id else "sample"
            duplicate = f"a second summary '{cut(getattr(summary, field))}' of article '{entry.article}' by"
            raise row.mistake(f"{duplicate} {cut(series[0])}; give it one of its own", file, field)
        summaries[summary.id] = summary
    return tuple(summaries.values())


def _summary(entry: GivenSummary, series: tuple[str, str, str], sample: int, *, is_shared: bool) -> Summary:
    model, gold, article = series
    # With the model in front, since several models may be in one file.
    id_ = entry.id or f"{model}:{gold}/{article}#{sample}"
    text = entry.text.strip()
    status = entry.status or "ok"
    # A line without words and without a status: the model answered nothing, which is no summary to score.
    if not has_words(text) and status in ("ok", "truncated"):
        status = "empty"
    return Summary(
        id=f"{gold}/{article}:{id_}" if entry.id and is_shared else id_,
        gold=gold,
        article=article,
        model=model,
        sample=sample,
        text=text,
        raw=entry.text,
        status=status,
        error=None if status in ("ok", "truncated") else f"the file has it as {status}",
    )


def _rows(data: bytes, path: Path) -> Iterator[ForeignRow]:
    if path.suffix.lower() not in (".csv", ".parquet"):
        yield from foreign_rows(data, path)
        return
    for number, record in enumerate(open_file(path).rows, start=1):
        # A cell of a table is always there: empty where its column means nothing for the row.
        cells = {key: value for key, value in record.items() if key == "text" or value not in ("", None)}
        yield ForeignRow(cells | {"text": cells.get("text") or ""} if "text" in cells else cells, number)


def _checked_rows(
    rows: Iterable[ForeignRow], sets: Sequence[GoldSet], file: Path | str
) -> Iterator[tuple[ForeignRow, GivenSummary, str]]:
    """The rows, with the gold set that each one's article belongs to."""
    sets_of: dict[str, list[str]] = {}
    for gold in sets:
        for article in gold.articles:
            sets_of.setdefault(article.article.id, []).append(gold.card.name)
    names = [gold.card.name for gold in sets]
    for row in rows:
        try:
            entry = GivenSummary.model_validate(row.record)
        except ValidationError as error:
            mistake = next(mistakes(error))
            raise row.mistake(mistake.message, file, mistake.field) from None
        sets_with_it = sets_of.get(entry.article, [])
        field, message = "", ""
        if entry.gold is not None and entry.gold not in names:
            field, message = "gold", f"'{cut(entry.gold)}' is none of the gold sets {', '.join(names)}"
        # One finding a line, the first that applies: a wrong set makes every question about the article idle.
        elif not sets_with_it or (entry.gold and entry.gold not in sets_with_it):
            field, message = "article", f"no article '{cut(entry.article)}' in {', '.join(names)}{_advice(entry, sets)}"
        elif entry.gold is None and len(sets_with_it) > 1:
            field, message = (
                "gold",
                f"missing; '{entry.article}' is an article of {' and of '.join(sets_with_it)}: add which",
            )
        if field:
            raise row.mistake(message, file, field)
        yield row, entry, entry.gold or sets_with_it[0]


def _advice(entry: GivenSummary, sets: Sequence[GoldSet]) -> str:
    """What to do about an article that is in none of the sets."""
    if near := closest(entry.article, [article.article.id for gold in sets for article in gold.articles]):
        return near
    # Without --gold every shipped set is taken, and somebody with articles of their own has forgotten it.
    if all(gold.is_shipped for gold in sets):
        return "; if it is an article of a set of your own, name that set with --gold"
    return "; 'article' is the name of its text without .txt"
