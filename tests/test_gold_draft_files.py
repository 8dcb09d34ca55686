"""`bench gold draft`: what it does to the files of a set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import CARD, FACTS, write_rows, write_set

from bench.drafting.drafts_file import write_drafts
from bench.errors import InputError
from bench.goldset import lint, load
from bench.records import Article

TEXT = (
    "The harbour master, Ines Marr, claims that the ferry left on time. She has offered no evidence.\n\n"
    "It allegedly carried over 20 cars. At least 83 people were on board, according to the Halden Courier.\n"
)


def story(text: str = TEXT) -> Article:
    return Article(gold="g", id="a", title="A", date="2025-11-24", text=text)


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def confirm(path: Path, id_: str) -> str:
    """Take 'draft' out of one fact, by hand, with its own spacing; its line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if json.loads(line)["id"] == id_)
    row = json.loads(lines[at])
    del row["draft"]
    lines[at] = json.dumps(row | {"note": "déjà vu"}, ensure_ascii=False, separators=(" , ", " :  "))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines[at]


def test_drafts_stand_in_the_order_of_the_article(tmp_path: Path) -> None:
    path = tmp_path / "a.facts.jsonl"
    done = write_drafts(path, story())
    found = rows(path)
    assert done.drafts == len(found) >= 4
    assert done.confirmed == 0
    assert [row["id"] for row in found] == [f"f{number:02}" for number in range(1, len(found) + 1)]
    assert all(row["draft"] is True for row in found)
    assert list(found[0])[:4] == ["id", "kind", "quote", "claim"]
    assert next(row for row in found if row.get("text") == "At least 83")["value"] == 83


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.facts.jsonl"
    first = write_drafts(path, story())
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert write_drafts(path, story()) == first
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


def test_confirmed_facts_are_never_touched_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "a.facts.jsonl"
    first = write_drafts(path, story())
    line = confirm(path, "f02")
    done = write_drafts(path, story())
    assert (done.drafts, done.confirmed) == (first.drafts - 1, 1)
    assert path.read_text(encoding="utf-8").splitlines()[1] == line
    assert [row["id"] for row in rows(path)] == [f"f{number:02}" for number in range(1, first.drafts + 1)]


def test_what_was_rejected_is_not_proposed_again(tmp_path: Path) -> None:
    path = tmp_path / "a.facts.jsonl"
    first = write_drafts(path, story())
    whole = rows(path)
    # One worded otherwise since, one that cannot be found any more, and one that nobody had finished.
    thrown = [whole[0] | {"claim": "another"}, whole[1] | {"quote": "gone"}, {"id": "f9", "kind": "hedge"}]
    write_rows(tmp_path / "a.rejected.jsonl", thrown)
    again = write_drafts(path, story())
    assert again == (first.drafts - 1, 0, 1)
    assert rows(path) == whole[1:]
    (tmp_path / "a.rejected.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(InputError, match="not a JSON object") as caught:
        write_drafts(path, story())
    assert str(caught.value).startswith(f"{tmp_path / 'a.rejected.jsonl'}:1")


def test_drafts_are_made_anew_and_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.facts.jsonl"
    write_drafts(path, story())
    whole = rows(path)
    write_rows(path, [row | {"claim": "something else"} for row in whole if row["id"] != "f01"])
    write_drafts(path, story())
    again = rows(path)
    assert [row["claim"] for row in again] == [row["claim"] for row in whole]
    assert [row["id"] for row in again][1:] == [row["id"] for row in whole][1:]
    assert again[0]["id"] == f"f{len(whole) + 1:02}"


def test_ids_go_on_after_those_that_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.facts.jsonl"
    quote = "It allegedly carried over 20 cars"
    own = {
        "id": "f07",
        "kind": "hedge",
        "quote": quote,
        "claim": "the ferry carried cars",
        "cue": "allegedly",
        "strength": "alleged",
    }
    write_rows(path, [own])
    write_drafts(path, story())
    found = rows(path)
    assert own in found
    assert [row["id"] for row in found if row["id"] != "f07"] == [f"f{n:02}" for n in range(8, 7 + len(found))]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not a JSON object"),
        (json.dumps(FACTS[0] | {"kind": "mood"}), "'mood' is no kind of fact"),
        (json.dumps(FACTS[0] | {"quote": "a quote from elsewhere, claims"}), "not in the article"),
    ],
)
def test_a_broken_line_is_named_and_the_file_stays(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "a.facts.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=says) as caught:
        write_drafts(path, story())
    assert str(caught.value).startswith(f"{path}:1")
    assert path.read_text(encoding="utf-8") == line + "\n"


def test_the_command_drafts_a_set_and_tells_the_next_step(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "set.toml").write_text(CARD, encoding="utf-8")
    (folder / "ferry.txt").write_bytes(("👩‍🚀 déjà vu.\n\n" + TEXT).replace("\n", "\r\n").encode())
    done = bench("gold", "draft", folder, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ferry: ")
    assert "0 confirmed facts kept" in done.stdout
    assert done.stderr.splitlines()[-1] == f"next: bench gold edit {folder}"
    (folder / "ferry.txt").write_text("👩‍🚀 déjà vu.\n\n" + TEXT, encoding="utf-8")
    assert {(finding.field, finding.line) for finding in lint(folder)} == {("draft", 1)}
    gold = load(str(folder))
    assert (gold.articles[0].facts, gold.drafts) == ((), len(rows(folder / "ferry.facts.jsonl")))


def test_a_confirmed_draft_is_a_fact_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "set.toml").write_text(CARD, encoding="utf-8")
    (folder / "ferry.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "ferry.facts.jsonl"
    write_drafts(path, story())
    for row in rows(path):
        confirm(path, str(row["id"]))
    assert len(load(str(folder)).articles[0].facts) == len(rows(path))


def test_a_set_with_all_its_facts_is_left_as_it_is_but_for_new_drafts(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "harbour")
    before = (folder / "ferry.facts.jsonl").read_text(encoding="utf-8").splitlines()
    done = bench("gold", "draft", folder, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    after = (folder / "ferry.facts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not json.loads(line).get("draft")] == before


def test_what_cannot_be_drafted_is_said_in_a_line(tmp_path: Path) -> None:
    assert "give the folder of a set of your own" in refused(bench("gold", "draft", "courts", cwd=tmp_path))
    assert "no gold set 'nowhere'" in refused(bench("gold", "draft", "nowhere", cwd=tmp_path))
