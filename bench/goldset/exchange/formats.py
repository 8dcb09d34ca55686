"""The formats to which sets can be exported, and how an export is recognised when it is imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.errors import InputError, UsageError
from bench.goldset.content import SetContent, read_content
from bench.goldset.exchange import csvs, hf, labelstudio
from bench.goldset.exchange.columns import ReadTables
from bench.goldset.exchange.dataset_card import dataset_card
from bench.goldset.exchange.from_tables import from_tables
from bench.goldset.exchange.to_tables import to_tables
from bench.goldset.loading import refuse_namesakes
from bench.goldset.writing import refuse_unless_new, write_content


class Format(NamedTuple):
    """A format that other tools read: how sets are written in it and read from it."""

    write: Callable[[Sequence[SetContent], Path], None]
    is_export: Callable[[Path], bool]
    """Whether a file or folder looks like an export of this format."""
    read: Callable[[Path], ReadTables]


FORMATS: dict[str, Format] = {
    "hf": Format(lambda sets, folder: hf.write(to_tables(sets), dataset_card(sets), folder), hf.is_saved, hf.read),
    "csv": Format(lambda sets, folder: csvs.write(to_tables(sets), folder), csvs.is_csv, csvs.read),
    "labelstudio": Format(labelstudio.write, lambda _: True, labelstudio.read),
}
"""Every format by its name, in the order in which they are tried on an import: the last takes whatever is left, and
its reader says what is wrong with it."""


def export_sets(folders: Iterable[Path], to: str, out: Path) -> tuple[SetContent, ...]:
    """Write sets, by their folders, into the new folder `out`.

    Args:
        folders: of the sets.
        to: one of `FORMATS`.
        out: a folder that does not exist yet, or is empty.

    Raises:
        InputError: a file of a set is wrong.
        UsageError: two sets have one name, or nothing can be written there.
    """
    # Before anything is read: a full folder is a mistake that needs no waiting.
    refuse_unless_new(out)
    sets = tuple(read_content(folder) for folder in folders)
    refuse_namesakes(content.card.name for content in sets)
    FORMATS[to].write(sets, out)
    return sets


def import_sets(path: Path, out: Path) -> dict[Path, SetContent]:
    """Write the sets of an export into new folders: into `out` itself if there is one, or else one each inside it.

    Args:
        path: a folder that `export_sets` made, or a JSON file from Label Studio.
        out: a folder that does not exist yet, or is empty.

    Returns:
        The sets by their folders.

    Raises:
        InputError: something in the export is wrong.
        UsageError: there is nothing to import, or nothing can be written there.
    """
    refuse_unless_new(out)
    sets = from_tables(_read(path))
    if not sets:
        raise InputError("no set in it", file=path)
    made = {out: sets[0]} if len(sets) == 1 else {out / content.card.name: content for content in sets}
    for folder, content in made.items():
        write_content(content, folder)
    return made


def _read(path: Path) -> ReadTables:
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    # The last format takes anything, so that one always fits.
    fitting = next(format_ for format_ in FORMATS.values() if format_.is_export(path))
    return fitting.read(path)
