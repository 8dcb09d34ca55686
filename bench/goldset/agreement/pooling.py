"""Annotations by their names or folders: of one set, or of all sets in a folder together."""

from __future__ import annotations

from pathlib import Path

from bench.errors import UsageError
from bench.goldset.agreement.compare import agree, agree_pooled
from bench.goldset.agreement.records import Agreement
from bench.goldset.folder import GoldSet, load, shipped


def agree_at(first: str, second: str) -> Agreement:
    """Compare two annotations, each a set's name, a set's folder, or a folder of sets.

    Two sets are compared whatever they are called. As soon as one of the two is a folder of sets, sets are paired
    off by their names, and all articles that both annotated count together.

    Raises:
        InputError: a file of a set is wrong, or an article is not the same text in both.
        UsageError: there is no such set, one folder holds two sets of one name, or nothing is in common.
    """
    folders = _sets_in(first), _sets_in(second)
    if not any(folders):
        return agree(load(first), load(second))
    a, b = (
        _load_all(found, name) if found else (load(name),) for found, name in zip(folders, (first, second), strict=True)
    )
    return agree_pooled(a, b, (first, second))


def _sets_in(name_or_path: str) -> list[Path]:
    """The sets in a folder of sets; none if it is anything else."""
    if name_or_path in shipped() or (Path(name_or_path) / "set.toml").exists():
        return []
    return sorted(card.parent for card in Path(name_or_path).glob("*/set.toml"))


def _load_all(folders: list[Path], where: str) -> tuple[GoldSet, ...]:
    sets = tuple(load(str(folder)) for folder in folders)
    names = [gold.card.name for gold in sets]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{where}: two of the sets in it are called '{name}'; rename one in its set.toml")
    return sets
