"""What the server of `bench gold edit` does with changes of facts and labels."""

from __future__ import annotations

import json
import os

import pytest
from gold_folder import FACTS

from bench.goldset import lint, load
from bench.goldset.content import read_content
from bench.goldset.counting import count


def test_a_fact_is_added_and_the_other_lines_stay(client, folder):
    path = folder / "ferry.facts.jsonl"
    before = path.read_bytes()
    row = {
        "note": "",
        "claim": "the ferry was late",
        "kind": "attribution",
        "id": "f04",
        "cue": "said",
        "stance": "neutral",
    }
    row |= {
        "quote": "The ferry was late, the mayor said.",
        "sources": [{"aliases": [], "name": "the mayor"}],
        "draft": False,
    }
    at = client.get("api/articles/ferry")["text"].rindex("The ferry was late")
    status, article = client.change("ferry", "facts", row=row, at=at)
    assert status == 200
    line = json.dumps(
        {
            "id": "f04",
            "kind": "attribution",
            "quote": "The ferry was late, the mayor said.",
            "claim": "the ferry was late",
            "cue": "said",
            "stance": "neutral",
            "sources": [{"name": "the mayor"}],
            "occurrence": 2,
        }
    )
    assert path.read_bytes() == before + line.encode() + b"\n"
    assert article["facts"]["lines"][3]["quote"] == [at, at + 35]
    assert lint(folder) == []
    assert len(load(str(folder)).articles[0].facts) == 4
    assert [one.name for one in folder.iterdir() if one.name.endswith(".tmp")] == []


def test_mistakes_are_those_of_lint_beside_their_fields(client, folder):
    before = (folder / "ferry.facts.jsonl").read_bytes()
    row = {
        "id": "f04",
        "kind": "number",
        "quote": "carried over 20 cars",
        "claim": "",
        "text": "over 30",
        "value": "many",
    }
    status, answer = client.change("ferry", "facts", row=row | {"comparator": "most", "unit": "cars"})
    assert status == 422
    assert {one["field"] for one in answer["mistakes"]} == {"claim", "comparator", "text", "value"}
    status, answer = client.change("ferry", "facts", row=row | {"claim": "c", "comparator": "between", "unit": "cars"})
    assert status == 422
    assert {one["field"] for one in answer["mistakes"]} == {"text", "value", "value_high"}
    assert (folder / "ferry.facts.jsonl").read_bytes() == before


def test_a_warning_is_shown_and_may_stand(client):
    row = FACTS[0] | {"stance": "deny", "claim": "the ferry was punctual", "id": "f04"}
    status, article = client.change("ferry", "facts", row=row)
    assert status == 200
    (warning,) = article["facts"]["lines"][3]["mistakes"]
    assert (warning["field"], warning["is_warning"]) == ("stance", True)


def test_what_is_thrown_out_is_kept_apart_until_it_is_put_back(client, folder):
    kept = folder / "ferry.rejected.jsonl"
    draft = FACTS[1] | {"id": "f04", "draft": True, "claim": "an unfinished one", "cue": "carried"}
    assert client.change("ferry", "facts", row=draft)[0] == 200
    for _ in range(2):  # thrown out, put back, and thrown out again: it is kept once
        assert client.change("ferry", "facts", line=4)[0] == 200
        assert [json.loads(line) for line in kept.read_text().splitlines()] == [draft]
        assert client.change("ferry", "facts", row=draft)[0] == 200
        assert kept.read_text() == ""
    assert client.change("ferry", "facts", line=4)[0] == 200
    assert lint(folder) == []
    assert count(read_content(folder)).rejected == 1


def test_what_is_wrong_may_be_kept_as_a_draft(client, folder):
    row = {"id": "f04", "kind": "hedge", "quote": "over 20 cars", "claim": "", "draft": True}
    status, article = client.change("ferry", "facts", row=row)
    assert status == 200
    assert {one["field"] for one in article["facts"]["lines"][3]["mistakes"]} == {"claim", "cue", "strength"}
    assert json.loads((folder / "ferry.facts.jsonl").read_text().splitlines()[3]) == row
    assert client.change("ferry", "facts", line=4, row=row | {"draft": False})[0] == 422
    status, _ = client.change("ferry", "facts", line=4, row=FACTS[2] | {"id": "f04", "claim": "it carried cars"})
    assert status == 200
    assert lint(folder) == []


@pytest.mark.parametrize(
    "row",
    [
        {"id": "f01", "kind": "hedge", "draft": True},
        {"id": "../f", "kind": "hedge", "draft": True},
        {"id": "f09", "kind": "rumour", "draft": True},
        {"id": "f09", "kind": "hedge", "draft": True, "path": "x"},
        {"id": ["f09"], "kind": "hedge", "draft": True},
        {"id": "f09", "kind": "hedge", "draft": "yes"},
    ],
)
def test_even_a_draft_is_a_fact_of_its_own(client, row):
    assert client.change("ferry", "facts", row=row)[0] == 422


def test_what_json_cannot_hold_is_refused(client, folder):
    before = (folder / "ferry.facts.jsonl").read_bytes()
    now = client.get("api/articles/ferry")
    for value in ('"\\ud800"', "1e999"):
        body = '{"hash": "%s", "text_hash": "%s", "row": {"id": "f9", "kind": "number", "draft": true, "value": %s}}'
        status, _ = client.post(
            "api/articles/ferry/facts", (body % (now["facts"]["hash"], now["text_hash"], value)).encode()
        )
        assert status in (400, 422)
    assert (folder / "ferry.facts.jsonl").read_bytes() == before


def test_a_quote_is_where_it_was_selected_or_refused(client):
    status, answer = client.change("ferry", "facts", line=1, at=3, row=FACTS[0])
    assert status == 422
    assert answer["mistakes"][0]["field"] == "quote"


def test_a_conflict_says_what_has_changed(client, folder):
    now = client.get("api/articles/ferry")
    path = folder / "ferry.facts.jsonl"
    lines = path.read_text().splitlines()
    rows = [json.loads(lines[0]) | {"note": "seen"}, json.loads(lines[1]), FACTS[2] | {"id": "f07"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    there = path.read_bytes()
    change = {
        "hash": now["facts"]["hash"],
        "text_hash": now["text_hash"],
        "line": 2,
        "row": FACTS[1] | {"note": "mine"},
    }
    status, answer = client.post("api/articles/ferry/facts", change)
    assert status == 409
    assert answer["file"] == "ferry.facts.jsonl"
    assert answer["differences"] == [
        {"id": "f01", "what": "changed"},
        {"id": "f03", "what": "removed"},
        {"id": "f07", "what": "added"},
    ]
    assert path.read_bytes() == there
    status, _ = client.post("api/articles/ferry/facts", change | {"hash": answer["article"]["facts"]["hash"]})
    assert status == 200
    assert [json.loads(line).get("note") for line in path.read_text().splitlines()] == ["seen", "mine", None]


def test_a_conflict_over_the_text(client, folder):
    now = client.get("api/articles/ferry")
    (folder / "ferry.txt").write_text("Another text.")
    status, answer = client.post(
        "api/articles/ferry/facts",
        {"hash": now["facts"]["hash"], "text_hash": now["text_hash"], "line": 1, "row": FACTS[0]},
    )
    assert (status, answer["file"], answer["differences"]) == (409, "ferry.txt", None)


def test_labels_are_checked_and_kept_in_order(client, folder):
    path = folder / "ferry.labels.jsonl"
    first, second = path.read_text().splitlines()
    row = json.loads(second) | {"labels": {"f03": "changed_bound", "f01": "preserved"}, "flags": [], "note": ""}
    status, _ = client.change("ferry", "labels", line=2, row=row)
    assert status == 200
    line = '{"id": "s02", "model": "editor", "text": "A ferry ran.", "labels": {"f01": "preserved", "f03": "CODE"}}'
    assert path.read_text() == f"{first}\n{line.replace('CODE', 'changed_bound')}\n"
    for wrong in ({"labels": {"f09": "preserved"}}, {"labels": {"f01": "wrong_number"}}, {"text": " "}):
        assert client.change("ferry", "labels", line=2, row=row | wrong)[0] == 422
    flags = [{"code": "unsupported_number", "text": "not there"}]
    assert client.change("ferry", "labels", line=2, row=row | {"flags": flags})[0] == 422


def test_a_fact_that_labels_refer_to_is_not_deleted_under_them(client, folder):
    status, answer = client.change("ferry", "facts", line=1)
    assert status == 422
    assert "ferry.labels.jsonl:1" in answer["mistakes"][0]["message"]
    assert client.change("ferry", "facts", line=2)[0] == 200
    assert lint(folder) == []


def test_an_old_mistake_elsewhere_stops_nobody(client, folder):
    path = folder / "ferry.labels.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows[0]["labels"]["f77"] = "preserved"
    path.write_text('{"id": "s00", broken\n' + "".join(json.dumps(row) + "\n" for row in rows))
    row = rows[0] | {"labels": rows[0]["labels"] | {"f02": "dropped_hedge"}}
    assert client.change("ferry", "labels", line=2, row=row)[0] == 200
    assert path.read_text().startswith('{"id": "s00", broken\n')


def test_a_set_that_is_broken_opens(client, folder):
    facts = folder / "ferry.facts.jsonl"
    broken = b'\xff\xfe\r\n{"id": "f08"}\r\n[1]\n\n{"id": "f09", "kind": "hedge", "draft": true}'
    facts.write_bytes(broken)
    article = client.get("api/articles/ferry")
    lines = article["facts"]["lines"]
    assert [one["line"] for one in lines] == [1, 2, 3, 5]
    assert [bool(one["mistakes"]) for one in lines] == [True] * 4
    assert [one["row"] is None for one in lines] == [True, False, True, False]
    row = FACTS[0] | {"id": "f10"}
    assert client.change("ferry", "facts", row=row)[0] == 200
    assert facts.read_bytes().startswith(broken + b"\n{")
    (folder / "ferry.labels.jsonl").unlink()
    (folder / "ferry.txt").write_bytes(b"\xff caf\xc3\xa9")
    assert client.get("api/articles/ferry")["text"] == "\ufffd café"
    for card in ("[articles", 'name = 1\n[articles.ferry]\ntitle = "Ferry"\n'):
        (folder / "set.toml").write_text(card)
        the_set = client.get("api/set")["set"]
        assert the_set["problem"]
        assert [one["id"] for one in the_set["articles"]] == ["ferry"]
        assert client.get("api/articles/ferry")["id"] == "ferry"


def test_a_failed_save_changes_nothing_and_says_so(client, folder, monkeypatch):
    before = (folder / "ferry.facts.jsonl").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, answer = client.change("ferry", "facts", line=1, row=FACTS[0] | {"note": "x"})
    advice = "cannot be written: No space left on device; make room on that disk"
    assert (status, answer["error"]) == (503, f"{folder / 'ferry.facts.jsonl'}: {advice}")
    assert (folder / "ferry.facts.jsonl").read_bytes() == before
    assert [one.name for one in folder.iterdir() if one.name.endswith(".tmp")] == []


def test_a_file_that_cannot_be_read_may_be_there_later(client, folder):
    now = client.get("api/articles/ferry")
    path = folder / "ferry.facts.jsonl"
    path.unlink()
    path.mkdir()
    change = {"hash": now["facts"]["hash"], "text_hash": now["text_hash"], "line": 2}
    status, answer = client.post("api/articles/ferry/facts", change)
    path.rmdir()
    assert status == 503
    assert "is a folder, where a file should be" in answer["error"]
    assert client.change("ferry", "facts", line=9)[0] == 422
    assert client.change("ferry", "facts")[0] == 422


def test_the_page_saves_nothing_through_a_link(client, folder, tmp_path):
    outside = tmp_path / "outside.jsonl"
    facts = folder / "ferry.facts.jsonl"
    outside.write_bytes(facts.read_bytes())
    state = client.get("api/articles/ferry")
    facts.unlink()
    facts.symlink_to(outside)
    before = outside.read_bytes()
    change = {"hash": state["facts"]["hash"], "text_hash": state["text_hash"], "line": 1}
    status, answer = client.post("api/articles/ferry/facts", change)
    facts.unlink()
    assert status == 503
    assert "a link that leads out of its folder" in answer["error"]
    assert outside.read_bytes() == before
