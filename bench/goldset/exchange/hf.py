"""Tables as a DatasetDict on disk: `datasets.load_from_disk(folder)["articles"]`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.errors import InputError
from bench.goldset.exchange.columns import TABLES, Cell, Column, ReadRow, ReadTables, Tables
from bench.goldset.linting.schema_mistakes import cut
from bench.storage import check_members, is_present, new_folder, write_new

MARK = "dataset_dict.json"


def is_saved(folder: Path) -> bool:
    """Whether a folder looks like an export of this kind."""
    return is_present(folder / MARK)


def write(tables: Tables, readme: str, folder: Path) -> None:
    """Save the tables, and the data set's card beside them, into a new folder.

    Raises:
        WriteError: nothing can be written there.
    """
    import datasets

    made = {
        table: datasets.Dataset.from_dict(
            {column.name: [cells[column.name] for cells in tables[table]] for column in columns},
            # Given rather than guessed: of a column of nulls, or of a table without rows, no type could be guessed.
            features=datasets.Features({column.name: _feature(column.cell) for column in columns}),
        )
        for table, columns in TABLES.items()
    }
    datasets.disable_progress_bars()
    try:
        with new_folder(folder) as temporary:
            # One file each, also for a table without rows: it would get none, and could not be loaded.
            datasets.DatasetDict(made).save_to_disk(str(temporary), num_shards=dict.fromkeys(made, 1))
            write_new(temporary / "README.md", readme.encode())
    finally:
        datasets.enable_progress_bars()


def read(folder: Path) -> ReadTables:
    """Read all tables of a folder.

    Raises:
        InputError: a table or a column is missing, or the files are broken.
    """
    import datasets

    # The library opens whatever is in the folder by itself.
    check_members(folder)
    try:
        loaded = datasets.load_from_disk(str(folder))
        return {table: list(_rows(loaded, table, columns, folder)) for table, columns in TABLES.items()}
    # Our own, which says more than the clause below could.
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001  # Arrow and datasets have no common error for a broken file
        raise InputError(f"cannot be read as a data set: {cut(error, 200)}", file=folder) from None


def _rows(loaded: Any, table: str, columns: tuple[Column, ...], folder: Path) -> list[ReadRow]:
    table_folder = str(folder / table)
    if table not in loaded:
        raise InputError(f"no table '{table}'; it has {cut(', '.join(loaded), 200)}", file=folder)
    for column in columns:
        if column.name not in loaded[table].column_names:
            raise InputError("no such column", file=table_folder, field=column.name)
    return [
        ReadRow(table_folder, number, {column.name: cells[column.name] for column in columns})
        # Arrow has no lines; the number of the row is the nearest thing to one.
        for number, cells in enumerate(loaded[table], start=1)
    ]


def _feature(cell: Cell) -> Any:
    from datasets import List, Value

    match cell:
        case "decimal":
            return Value("float64")
        case "whole":
            return Value("int64")
        case "yesno":
            return Value("bool")
        case "texts":
            return List(Value("string"))
        case "sources":
            return List({"name": Value("string"), "aliases": List(Value("string"))})
        case _:
            return Value("string")
