"""The server of `bench gold edit` on a small set: one for the tests of a file, each with the set as good as new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from gold_folder import write_set
from local_client import Client, answering

from bench.drafting.from_selection import Selections
from bench.editing.server import application


def serving(folder: Path) -> AbstractContextManager[Client]:
    """Serve a set while the block lasts."""
    return answering(partial(application, folder, Selections()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    folder = write_set(tmp_path_factory.mktemp("sets") / "harbour")
    with serving(folder) as client:
        yield client, folder


@pytest.fixture
def folder(served: tuple[Client, Path]) -> Path:
    return write_set(served[1])


@pytest.fixture
def client(served: tuple[Client, Path], folder: Path) -> Client:
    return served[0]
