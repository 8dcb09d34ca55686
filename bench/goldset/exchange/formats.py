"""The formats that sets can be exported to, and telling them when they come back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from bench.errors import InputError, UsageError
from bench.goldset.content import SetContent, read_content
from bench.goldset.exchange import csvs, hf, labelstudio
from bench.goldset.exchange.columns import ReadTables
from bench.goldset.exchange.dataset_card import dataset_card
from bench.goldset.exchange.from_tables import from_tables
from bench.goldset.exchange.to_tables import to_tables
from bench.goldset.writing import refuse_unless_new, write_content

Format = Literal["hf", "csv", "labelstudio"]
FORMATS: tuple[Format, ...] = get_args(Format)


def export_sets(folders: Iterable[Path], to: Format, out: Path) -> tuple[SetContent, ...]:
    """Write sets, by their folders, into the new folder `out`.

    Raises:
        InputError: a file of a set is wrong.
        UsageError: two sets have one name, or nothing can be written there.
    """
    refuse_unless_new(out)
    sets = tuple(read_content(folder) for folder in folders)
    names = [content.card.name for content in sets]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"two of the gold sets are called '{name}': rename one in its set.toml")
    match to:
        case "hf":
            hf.write(to_tables(sets), dataset_card(sets), out)
        case "csv":
            csvs.write(to_tables(sets), out)
        case "labelstudio":
            labelstudio.write(sets, out)
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
    if path.is_dir() and hf.is_saved(path):
        return hf.read(path)
    if path.is_dir() and csvs.is_csv(path):
        return csvs.read(path)
    return labelstudio.read(path)
