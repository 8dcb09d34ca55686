"""Articles in tables: JSON, CSV and Parquet files, and whatever `datasets` loads, from disk or by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from bench.bounds import refusal
from bench.errors import InputError, UsageError
from bench.goldset.files import text_of
from bench.goldset.foreign_json import foreign_rows
from bench.goldset.intake.days import iso_day
from bench.goldset.intake.found_article import FoundArticle
from bench.goldset.intake.prose import headline, one_line_title, tidy
from bench.goldset.linting.schema_mistakes import cut
from bench.storage import check_given, check_members, read_given

COLUMNS = {
    "text": ("text", "article", "document", "body", "content"),
    "title": ("title", "headline"),
    "date": ("date", "published"),
    "publisher": ("publisher",),
    "id": ("id",),
}
"""What a column may be called, in any case; the first that is there is taken."""
CELL_LIMIT = 10_000_000
"""Characters of a cell of a CSV file."""
ROWS_AT_A_TIME = 20
SAVED = ("dataset_dict.json", "state.json")
"""What tells a folder that `save_to_disk` wrote."""


class Collection(NamedTuple):
    """A table, its rows still to be read."""

    origin: str
    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]


def open_file(path: Path) -> Collection:
    """Open a .jsonl, .json, .csv or .parquet file.

    Raises:
        InputError: it is broken.
    """
    if path.suffix.lower() in (".jsonl", ".json"):
        records = [row.record for row in foreign_rows(read_given(path), path)]
        return Collection(str(path), tuple(dict.fromkeys(chain.from_iterable(records))), records)
    if path.suffix.lower() == ".csv":
        return _open_csv(path)
    return _open_parquet(path)


def open_saved(folder: Path) -> Collection:
    """Open a folder that `save_to_disk` wrote; the splits of a DatasetDict follow one another.

    Raises:
        InputError: it is broken.
    """
    import datasets

    # The library opens whatever is in the folder by itself.
    check_members(folder)
    try:
        loaded = datasets.load_from_disk(str(folder))
    except Exception as error:  # noqa: BLE001  # Arrow and datasets have no common error for a broken file
        raise InputError(f"cannot be read as a data set: {cut(error, 200)}", file=folder) from None
    return _joined(str(folder), loaded)


def open_named(name: str) -> Collection:
    """Open a data set by its public name, or `NAME:CONFIGURATION`; this is the one thing here that needs a network.

    Raises:
        UsageError: it is neither a file here nor can it be had.
    """
    import datasets
    import huggingface_hub

    name, _, configuration = name.partition(":")
    try:
        huggingface_hub.HfApi().dataset_info(name, timeout=20)  # at once, where loading would try again and again
        loaded = datasets.load_dataset(name, configuration or None)
    except Exception as error:  # noqa: BLE001  # whatever a server or a network may do
        raise UsageError(
            f"'{name}' is no file or folder here, and no data set could be loaded by that name: {cut(error, 200)}"
        ) from None
    return _joined(name, loaded)


def articles_of(collection: Collection) -> Iterator[FoundArticle]:
    """The articles of a table, one for each row; `text` is empty if the row has none.

    Raises:
        InputError: no column holds texts.
    """
    # Reversed, so that of “Text” and “text” the first column counts.
    by_lower_name = {column.lower(): column for column in reversed(collection.columns)}
    names = {
        use: next((by_lower_name[column] for column in known if column in by_lower_name), "")
        for use, known in COLUMNS.items()
    }
    if not names["text"]:
        raise InputError(
            f"no column for the articles' text: it has {cut(', '.join(collection.columns), 200) or 'none'}; "
            f"rename one to '{COLUMNS['text'][0]}'",
            file=collection.origin,
        )
    for number, record in enumerate(collection.rows, start=1):
        cells = {use: record.get(column) for use, column in names.items() if column}
        # A list of paragraphs, say, which nobody could be sure to join rightly.
        if not isinstance(cells["text"], str | None):
            kind = type(cells["text"]).__name__
            raise InputError(f"row {number} holds no text but a {kind}", file=collection.origin, field=names["text"])
        # Before anything is done with it: a cell may hold gigabytes.
        if problem := refusal("article", len(cells["text"] or "")):
            raise InputError(f"row {number} holds {problem}", file=collection.origin, field=names["text"])
        text = tidy(cells["text"] or "")
        title = one_line_title(str(cells.get("title") or ""))
        # Where no column holds a title, the text may begin with one.
        if not title:
            title, text = headline(text)
        yield FoundArticle(
            # The title first: it makes an id that a person recognises.
            name=str(cells.get("title") or cells.get("id") or f"article-{number:04}"),
            title=title,
            text=text,
            date=iso_day(cells.get("date")),
            publisher=one_line_title(str(cells.get("publisher") or "")) or None,
        )


def _open_csv(path: Path) -> Collection:
    csv.field_size_limit(CELL_LIMIT)
    # Cells beyond the header go under the name "", which is asked for nowhere, and missing ones are empty.
    reader = csv.DictReader(
        io.StringIO(text_of(read_given(path), path), newline=""), restkey="", restval="", strict=True
    )

    # A generator, so that errors in later rows are caught where the rows are read.
    def records() -> Iterator[dict[str, Any]]:
        try:
            yield from reader
        except csv.Error as error:
            raise InputError(f"no valid CSV: {error}", file=path, line=reader.line_num) from None

    try:
        return Collection(str(path), tuple(reader.fieldnames or ()), records())
    except csv.Error as error:
        raise InputError(f"no valid CSV: {error}", file=path, line=1) from None


def _open_parquet(path: Path) -> Collection:
    from pyarrow import ArrowException, parquet

    check_given(path)
    try:
        # Texts are kept as they are stored, each once: a file of 10 KB may hold one text a thousand times.
        texts = [column.name for column in parquet.read_schema(path) if str(column.type) in ("string", "large_string")]
        table = parquet.ParquetFile(path, read_dictionary=texts)
    except (ArrowException, OSError, ValueError) as error:
        raise InputError(f"cannot be read as Parquet: {cut(error, 200)}", file=path) from None
    groups = (table.metadata.row_group(number) for number in range(table.metadata.num_row_groups))
    unpacked = sum(group.total_byte_size for group in groups)
    if problem := refusal("table", unpacked) or refusal("table_rows", table.metadata.num_rows):
        raise InputError(problem, file=path)

    # A few rows at a time, since every cell may be as long as a cell can be.
    def records() -> Iterator[dict[str, Any]]:
        try:
            for batch in table.iter_batches(batch_size=ROWS_AT_A_TIME):
                yield from batch.to_pylist()
        except (ArrowException, OSError, ValueError, MemoryError) as error:
            raise InputError(f"cannot be read as Parquet: {cut(error, 200)}", file=path) from None

    return Collection(str(path), tuple(table.schema_arrow.names), records())


def _joined(origin: str, loaded: Any) -> Collection:
    splits = list(loaded.values()) if isinstance(loaded, dict) else [loaded]
    # Splits may differ in their columns; a row without one of them has none there.
    columns = dict.fromkeys(chain.from_iterable(split.column_names for split in splits))
    return Collection(origin, tuple(columns), chain.from_iterable(splits))
