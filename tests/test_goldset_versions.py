from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold_folder import FACTS, LABELS, write_rows, write_set

from bench.errors import InputError
from bench.goldset import lint, load, shipped
from bench.goldset.linting.version_history import SetVersion, read_versions, version_line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_set(tmp_path / "harbour")
    (folder / "versions.jsonl").write_text(version_line(load(str(folder)), "1") + "\n", encoding="utf-8")
    return folder


def test_a_set_that_is_as_recorded_has_no_findings(folder):
    assert lint(folder) == []
    line, version = read_versions(folder)["1"]
    assert (line, version.hash) == (1, load(str(folder)).hash)


def test_a_set_need_not_keep_versions(tmp_path):
    assert read_versions(write_set(tmp_path / "harbour")) == {}


@pytest.mark.parametrize("name", shipped())
def test_shipped_sets_are_as_recorded(name):
    gold = load(name)
    _, version = read_versions(gold.folder)[gold.card.version]
    assert (version.hash, version.labels) == (gold.hash, gold.labels_hash)


@pytest.mark.parametrize(
    ("file", "rows", "field", "what"),
    [
        ("ferry.facts.jsonl", FACTS[:2], "hash", "facts or articles have changed since version 1 was recorded"),
        ("ferry.labels.jsonl", LABELS[1:], "labels", "labelled summaries have changed since version 1 was recorded"),
    ],
)
def test_a_change_asks_for_a_new_version_and_gives_its_line(folder, file, rows, field, what):
    then = read_versions(folder)["1"][1]
    if file == "ferry.facts.jsonl":
        write_rows(folder / "ferry.labels.jsonl", LABELS[1:])
        labels = load(str(folder)).labels_hash
        rewritten = then.model_copy(update={"labels": labels})
        write_rows(folder / "versions.jsonl", [rewritten.model_dump()])
    write_rows(folder / file, rows)
    (finding,) = lint(folder)
    assert (finding.file.name, finding.line, finding.field) == ("versions.jsonl", 1, field)
    assert what in finding.message
    line = finding.message.partition("versions.jsonl: ")[2]
    assert json.loads(line)["version"] == "2"
    with (folder / "versions.jsonl").open("a", encoding="utf-8") as versions:
        versions.write(line + "\n")
    card = folder / "set.toml"
    card.write_text(card.read_text().replace('version = "1"', 'version = "2"'))
    assert lint(folder) == []


def test_a_version_without_its_line_is_named(folder):
    card = folder / "set.toml"
    card.write_text(card.read_text().replace('version = "1"', 'version = "2026-11"'))
    (finding,) = lint(folder)
    assert finding.field == "version"
    assert "no line for version '2026-11' of set.toml; add this one: {" in finding.message
    assert SetVersion.model_validate_json(finding.message.partition("this one: ")[2]).version == "2026-11"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"hash": "soon"}, "versions.jsonl:1: field 'hash'"),
        ({"date": "yesterday"}, "'yesterday' is no date"),
        ({"changes": ""}, "field 'changes': empty"),
        ({"more": 1}, "field 'more': unknown key"),
    ],
)
def test_a_wrong_line_is_named(folder, change, where):
    _, version = read_versions(folder)["1"]
    write_rows(folder / "versions.jsonl", [{**version.model_dump(), **change}])
    with pytest.raises(InputError) as caught:
        read_versions(folder)
    assert where in str(caught.value)
    assert [where in str(finding) for finding in lint(folder)] == [True]


def test_a_version_stands_once(folder):
    path = folder / "versions.jsonl"
    path.write_text(2 * path.read_text(), encoding="utf-8")
    with pytest.raises(InputError, match=r"versions\.jsonl:2: field 'version': a second line for version '1'"):
        read_versions(folder)


def test_versions_wait_until_the_set_loads(folder):
    write_rows(folder / "ferry.facts.jsonl", [{**FACTS[0], "cue": "shouts"}])
    assert {finding.file.name for finding in lint(folder)} == {"ferry.facts.jsonl", "ferry.labels.jsonl"}


def test_a_folder_in_its_place_is_one_finding(folder):
    (folder / "versions.jsonl").unlink()
    (folder / "versions.jsonl").mkdir()
    assert ["is a folder" in str(finding) for finding in lint(folder)] == [True]
