"""Changing one line of a file and leaving all others alone; where a quote stands; what a line is written as."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.editing.line_file import Lines
from bench.editing.occurrences import find, placed
from bench.editing.page_records import Refused
from bench.editing.row_lines import fact_line, is_spaced, summary_line
from bench.facts import FACT
from bench.goldset import locate
from bench.goldset.files import decode, numbered_lines
from bench.storage import replace_member

DATA = st.one_of(st.binary(max_size=60), st.text("ab{}\r\n\ufeff\u2028é🚢", max_size=40).map(str.encode))


@given(DATA)
def test_a_file_that_is_cut_and_put_together_is_the_same(data):
    assert Lines.of(data).data == data


@given(st.text("ab \r\n\ufeff\u2028\x0b\x85é🚢", max_size=40))
def test_lines_are_counted_as_lint_counts_them(text):
    decoded = decode(text.encode()).text
    counted = {number: line.strip() for number, line in numbered_lines(decoded)}
    assert Lines.of(text.encode()).texts() == counted


@given(DATA, st.integers(1, 9), st.integers(1, 9))
@example(b'{"a": 1}\r\n{"b": 2}', 2, 3)
def test_other_lines_keep_their_bytes(data, number, place):
    lines = Lines.of(data)
    if number <= len(lines.lines):
        replaced = lines.replace(number, "{}").lines
        assert replaced[: number - 1] + replaced[number:] == lines.lines[: number - 1] + lines.lines[number:]
        assert replaced[number - 1].rstrip(b"\r\n") == b"{}"
        assert lines.remove(number).lines == lines.lines[: number - 1] + lines.lines[number:]
    place = min(place, len(lines.lines) + 1)
    inserted = Lines.of(lines.insert(place, "{}").data)
    assert len(inserted.lines) == len(lines.lines) + 1
    assert inserted.lines[place - 1].rstrip(b"\r\n") == b"{}"
    rest = [line.rstrip(b"\r\n") for line in inserted.lines[: place - 1] + inserted.lines[place:]]
    assert rest == [line.rstrip(b"\r\n") for line in lines.lines]


@given(st.text(min_size=1), st.data())
def test_a_selection_is_found_again(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    row = {
        "id": "f1",
        "kind": "hedge",
        "claim": "c",
        "strength": "possible",
        "quote": text[start:end],
        "cue": text[start:end],
    }
    written = json.loads(fact_line(placed(row, start, text)))
    located = locate(FACT.validate_python(written), text)
    assert located.quote == (start, end)
    assert find(written, text) == ((start, end), (start, end))
    assert ("occurrence" in written) == (sum(text.startswith(row["quote"], at) for at in range(len(text))) > 1)
    with pytest.raises(Refused):
        placed(row | {"quote": "\U0001fabf"}, start, text.replace("\U0001fabf", ""))


def test_keys_have_an_order_and_defaults_are_left_out():
    row = {"draft": False, "note": "", "sources": [{"aliases": [], "name": "é"}], "claim": "c", "kind": "hedge"}
    row |= {"value_high": None, "id": "f1", "strength": "alleged", "quote": "🚢", "cue": "q", "occurrence": 1}
    assert fact_line(row, spaced=True) == (
        '{"id": "f1", "kind": "hedge", "quote": "🚢", "claim": "c", "cue": "q", "strength": "alleged", '
        '"sources": [{"name": "é"}], "occurrence": 1}'
    )
    labels = {"f9": "preserved", "f2": "omitted", "f1": "preserved"}
    summary = {"flags": [], "note": "n", "labels": labels, "text": "t", "model": "m", "id": "s1"}
    assert summary_line(summary, ["f1", "f2"], spaced=True) == (
        '{"id": "s1", "model": "m", "text": "t", '
        '"labels": {"f1": "preserved", "f2": "omitted", "f9": "preserved"}, "note": "n"}'
    )


@pytest.mark.parametrize("spaced", [True, False])
def test_a_line_looks_like_those_above_it(spaced):
    line = fact_line({"id": "f1", "kind": "hedge"}, spaced=spaced)
    assert is_spaced(["broken", line, fact_line({"id": "f2"}, spaced=not spaced)]) == spaced


@pytest.mark.parametrize("value", [20, 0.5, "2025-11-24", 10**15])
def test_a_value_is_written_as_it_was_given(value):
    assert json.dumps({"value": value}, separators=(",", ":"))[1:-1] in fact_line(
        {"id": "f1", "kind": "number", "value": value}
    )


def test_writing_keeps_mode_and_link(tmp_path: Path):
    path, link = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    replace_member(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    replace_member(tmp_path / "c.jsonl", b"made")
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "c.jsonl").stat().st_mode) == 0o666 & ~umask
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.jsonl", "b.jsonl", "c.jsonl"]
