"""Tables as CSV files in a folder, safe to open in a spreadsheet.

A spreadsheet runs a cell that begins with =, +, - or @ as a formula. Such a text gets an apostrophe in front, and so
does a text that begins with one, so that each is told apart when it is read back; an apostrophe alone is an empty text
where an empty cell means none. Lists are JSON.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bench.errors import InputError
from bench.goldset.exchange.columns import TABLES, Column, ReadRow, ReadTables, Tables
from bench.goldset.linting.schema_mistakes import cut
from bench.goldset.writing import write_files
from bench.storage import MissingFileError, is_present, read_member

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula."""
CELL_LIMIT = 10_000_000
"""Characters."""
LIST: TypeAdapter[list[Any]] = TypeAdapter(list[Any])
ANSWERS = {"true": True, "false": False}


def is_csv(folder: Path) -> bool:
    """Whether a folder looks like an export of this kind."""
    return any(is_present(folder / f"{table}.csv") for table in TABLES)


def write(tables: Tables, folder: Path) -> None:
    """Write one file for each table into a new folder."""
    files = {}
    for table, columns in TABLES.items():
        # Line ends inside an article have to come back as they were; `newline=""` keeps Python from turning them into
        # others.
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        # The header also where there are no rows: an import needs it to know the table.
        writer.writerow(column.name for column in columns)
        for cells in tables[table]:
            writer.writerow(_encode(cells[column.name], column) for column in columns)
        files[f"{table}.csv"] = text.getvalue()
    write_files(files, folder)


def read(folder: Path) -> ReadTables:
    """Read all tables of a folder.

    Raises:
        InputError: a file is missing or broken.
    """
    return {table: list(_rows(folder / f"{table}.csv", columns)) for table, columns in TABLES.items()}


def _rows(path: Path, columns: tuple[Column, ...]) -> Iterator[ReadRow]:
    # Strict: a quotation mark that is never closed would else swallow the rest of the file as one cell.
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    # `csv` refuses cells of more than 131,072 characters, and an article may be longer.
    csv.field_size_limit(CELL_LIMIT)
    line = 1
    try:
        header = next(reader, [])
        # Further columns are let pass: somebody may have added notes of their own.
        missing = [column.name for column in columns if column.name not in header]
        if missing:
            raise InputError("no such column; add it to the first line", file=path, line=1, field=missing[0])
        column_places = [(column, header.index(column.name)) for column in columns]
        # A cell may hold line ends, so rows and lines differ: the next row begins after the last line read.
        line = reader.line_num + 1
        # A blank line between rows is no row.
        for cells in reader:
            if cells:
                # Mostly an unquoted comma, which would shift every cell after it into the wrong column.
                if len(cells) != len(header):
                    raise InputError(f"{len(cells)} cells, but the first line has {len(header)}", file=path, line=line)
                yield ReadRow(
                    str(path), line, {column.name: _cell(cells[at], column, path, line) for column, at in column_places}
                )
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"no valid CSV: {error}", file=path, line=line) from None


def _text(path: Path) -> str:
    """A file's text with its line ends unchanged."""
    try:
        # Spreadsheets put a byte-order mark in front when they save "CSV UTF-8".
        return read_member(path).decode("utf-8-sig")
    except MissingFileError:
        raise InputError(
            "no such file; an export has one for each table, even if only with its first line", file=path
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start}); save it as CSV UTF-8", file=path) from None


def _encode(value: Any, column: Column) -> str:
    if value is None:
        return ""
    match column.cell:
        case "text":
            text = str(value)
            # An empty cell of such a column is read as none, so an empty text has to look different.
            is_marked = text.startswith((*FORMULA, "'")) or (column.may_be_null and not text)
            return f"'{text}" if is_marked else text
        case "texts" | "sources":
            return json.dumps(value, ensure_ascii=False)
        case "yesno":
            return "true" if value else "false"
        case _:
            # `repr` gives the shortest digits that come back as the same number: 0.1, not 0.10000000000000001.
            return repr(value)


def _cell(text: str, column: Column, path: Path, line: int) -> Any:
    if column.may_be_null and not text:
        return None
    try:
        return _decode(text, column)
    except (ValueError, RecursionError):
        kinds = {"decimal": "a number", "whole": "a whole number", "yesno": "true or false"}
        expected = kinds.get(column.cell, "a JSON list")
        raise InputError(
            f"expected {expected}, but found '{cut(text)}'", file=path, line=line, field=column.name
        ) from None


def _decode(text: str, column: Column) -> Any:
    match column.cell:
        case "text":
            # One apostrophe alone: a text that began with one was given a second.
            return text.removeprefix("'")
        case "decimal":
            # `float` reads "nan" and "inf", which JSON cannot hold.
            if not math.isfinite(number := float(text)):
                raise ValueError
            return number
        case "whole":
            return int(text)
        case "yesno":
            # Spreadsheets write TRUE and FALSE in capitals.
            if (answer := ANSWERS.get(text.lower())) is None:
                raise ValueError
            return answer
        case _:
            return LIST.validate_json(text)
