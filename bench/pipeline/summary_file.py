"""Summaries that the user has already: a JSON Lines file with `article` and `text` on every line."""

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
from runners.foreign_text import has_words

LONGEST = 100_000
"""Code points of a text. A longer one is not a summary, and would keep the parser busy for minutes."""


class GivenSummary(BaseModel):
    """A line of the file; unknown keys are ignored, since the file may have been made for something else."""

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


def read_summary_file(path: Path, sets: Sequence[GoldSet]) -> tuple[Summary, ...]:
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
    for _, entry, gold in lines:
        # Files from elsewhere often number the summaries of each article anew: "1", "2", "1", "2".
        articles_of.setdefault(entry.id, set()).add((gold, entry.article))
    samples: Counter[tuple[str, str, str]] = Counter()
    summaries: dict[str, Summary] = {}
    id_of: dict[tuple[str, str, str, int], str] = {}
    for line, entry, gold in lines:
        series = entry.model or path.stem, gold, entry.article
        sample = samples[series] if entry.sample is None else entry.sample
        # A line that names its sample must not be given to a later line that names none.
        samples[series] = max(samples[series], sample + 1)
        summary = _summary(entry, series, sample, is_shared=len(articles_of[entry.id]) > 1)
        # A failed summary gives way to a later line of the same id (it was asked for again); any other repetition of an
        # id, or of a model's sample of an article, would count one summary twice.
        before = summaries.get(summary.id)
        if (before and before.status != "failed") or (id_of.setdefault((*series, sample), summary.id) != summary.id):
            field = "id" if before and entry.id else "sample"
            raise InputError(
                f"a second summary '{cut(getattr(summary, field))}' of article '{entry.article}' by "
                f"{cut(series[0])}; give it one of its own",
                file=path,
                line=line,
                field=field,
            )
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


def _read_lines(path: Path, sets: Sequence[GoldSet]) -> Iterator[tuple[int, GivenSummary, str]]:
    """The lines with their numbers and the gold set that each one's article belongs to."""
    sets_of: dict[str, list[str]] = {}
    for gold in sets:
        for article in gold.articles:
            sets_of.setdefault(article.article.id, []).append(gold.card.name)
    names = [gold.card.name for gold in sets]
    for line, record in read_rows(path):
        try:
            entry = GivenSummary.model_validate(record)
        except ValidationError as error:
            mistake = next(mistakes(error))
            raise InputError(mistake.message, file=path, line=line, field=mistake.field) from None
        sets_with_it = sets_of.get(entry.article, [])
        field, message = "", ""
        if entry.gold is not None and entry.gold not in names:
            field, message = "gold", f"'{cut(entry.gold)}' is none of the gold sets {', '.join(names)}"
        # One finding a line, the first that applies: a wrong set makes every question about the article idle.
        elif not sets_with_it or (entry.gold and entry.gold not in sets_with_it):
            nearest_ids = [id_ for id_, _, _ in process.extract(entry.article, list(sets_of), limit=3)]
            field, message = (
                "article",
                f"no article '{cut(entry.article)}' in the gold; the nearest are {', '.join(nearest_ids)}",
            )
        elif entry.gold is None and len(sets_with_it) > 1:
            field, message = (
                "gold",
                f"missing; '{entry.article}' is an article of {' and of '.join(sets_with_it)}: add which",
            )
        if field:
            raise InputError(message, file=path, line=line, field=field)
        yield line, entry, entry.gold or sets_with_it[0]
