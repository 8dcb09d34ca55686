"""Readings kept in the cache folder: the same as new ones, and whatever else lies there does no harm."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bench.reading import kept_readings, read_all, read_kept

TEXTS = ["The mill burned on 3 May, the mayor said. About 20 people may have fled.", "“It is safe,” she said."]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where readings are kept."""
    monkeypatch.setattr(kept_readings.platformdirs, "user_cache_path", lambda name: tmp_path / name)
    return tmp_path / "allegedly" / "readings"


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What has been read anew."""
    asked: list[list[str]] = []

    def counted(texts: list[str]) -> Any:
        asked.append(texts)
        return read_all(texts)

    monkeypatch.setattr(kept_readings, "read_all", counted)
    return asked


def test_a_kept_reading_is_as_a_new_one(new: list[list[str]]) -> None:
    first, second = read_kept(TEXTS), read_kept(TEXTS)
    assert new == [TEXTS]
    assert repr(first) == repr(second) == repr(read_all(TEXTS))


def test_other_texts_and_another_version_are_read_anew(new: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    read_kept(TEXTS)
    # Cut elsewhere, the same characters are other texts.
    read_kept(["".join(TEXTS), ""])
    monkeypatch.setattr(kept_readings, "_version", lambda: b"changed word lists")
    read_kept(TEXTS)
    assert len(new) == 3


def _with(**changes: Any) -> Any:
    def change(readings: Any) -> Any:
        readings[0][0].update(changes)
        return readings

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda readings: readings[:1],
        lambda readings: {"readings": readings},
        _with(words=[["mill", "mill", "NOUN", "ROOT", 7, 0, 4]]),
        _with(words=[["mill", "mill", "NOUN", "ROOT", -1, 0, 4]]),
        _with(words="mill"),
        _with(clauses=[[99]]),
        _with(clauses=None),
        _with(credits=[{"source": "she"}]),
        _with(quantities=[{"text": "20", "span": [0, 2], "value": [20]}]),
        _with(unknown=1),
        lambda _: [[{}]],
    ],
)
def test_a_file_that_is_no_reading_is_read_anew(change: Any, folder: Path, new: list[list[str]]) -> None:
    read_kept(TEXTS)
    (path,) = folder.iterdir()
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    assert repr(read_kept(TEXTS)) == repr(read_all(TEXTS))
    assert len(new) == 2
    read_kept(TEXTS)
    assert len(new) == 2, "the file was not mended"


@pytest.mark.parametrize("content", [b"", b"\x80\x04\x95", b"[[" * 100_000, b"null", b"[" + b" " * 6_000_000 + b"]"])
def test_a_broken_file_is_read_anew(content: bytes, folder: Path, new: list[list[str]]) -> None:
    read_kept(TEXTS)
    (path,) = folder.iterdir()
    path.write_bytes(content)
    read_kept(TEXTS)
    assert len(new) == 2


def test_the_oldest_are_deleted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_kept(["One."])
    (first,) = folder.iterdir()
    os.utime(first, (0, 0))
    monkeypatch.setattr(kept_readings, "_MOST_BYTES", first.stat().st_size + 10)
    monkeypatch.setattr(kept_readings, "_version", lambda: b"another file of the same length")
    read_kept(["One."])
    assert len(list(folder.iterdir())) == 1
    assert not first.exists()


def test_where_nothing_can_be_kept_everything_is_read(tmp_path: Path, new: list[list[str]]) -> None:
    (tmp_path / "allegedly").write_text("a file where the folder would be")
    assert read_kept(TEXTS) == read_kept(TEXTS)
    assert len(new) == 2
    half_a_pair = ["The mill \ud800 burned."]
    assert repr(read_kept(half_a_pair)) == repr(read_all(half_a_pair))
