"""What the server of `bench gold edit` answers, and to whom."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench_process import BENCH, bench, refused
from edit_server import Client, serving
from gold_folder import FACTS, write_set

from bench.goldset import lint, load


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    """One server for all tests; each finds the set as good as new."""
    folder = write_set(tmp_path_factory.mktemp("sets") / "harbour")
    with serving(folder) as client:
        yield client, folder


@pytest.fixture
def folder(served: tuple[Client, Path]) -> Path:
    return write_set(served[1])


@pytest.fixture
def client(served: tuple[Client, Path], folder: Path) -> Client:
    return served[0]


def test_the_page_its_files_and_the_set(client):
    status, headers, data = client.ask("GET", "")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert b"assets/main.js" in data
    assert client.ask("GET", "assets/main.js")[1]["content-type"].startswith("text/javascript")
    the_set = client.get("api/set")["set"]
    assert the_set["name"] == "harbour"
    assert the_set["articles"] == [
        {
            "id": "ferry",
            "title": "A ferry is late",
            "date": "2025-11-24",
            "facts": 3,
            "drafts": 0,
            "summaries": 2,
            "broken": 0,
        }
    ]


def test_the_address_may_lack_its_last_slash(client):
    connection = http.client.HTTPConnection(client.host, timeout=20)
    connection.request("GET", f"/{client.token}")
    response = connection.getresponse()
    assert (response.status, response.getheader("location")) == (307, f"/{client.token}/")
    connection.close()


@pytest.mark.parametrize("path", ["", "assets/main.js", "assets/none.js", "api/set", "api/articles/no"])
def test_every_answer_is_guarded(client, path):
    for token in (None, "wrong"):
        headers = client.ask("GET", path, token=token)[1]
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("token", ["", "x", "%C3%A9", "..", "%2e%2e"])
@pytest.mark.parametrize("path", ["", "assets/edit.css", "api/set", "api/articles/ferry"])
def test_nothing_without_the_token(client, token, path):
    status, _, data = client.ask("GET", path, token=token)
    assert status == 403
    assert b"token" in data
    assert client.token.encode() not in data


def test_the_token_is_long_and_another_each_time(folder):
    with serving(folder) as one, serving(folder) as other:
        assert len(one.token) >= 32
        assert one.token != other.token
        assert other.ask("GET", "", token=one.token)[0] == 403


@pytest.mark.parametrize(
    "host", ["", "localhost:{port}", "evil.example:{port}", "127.0.0.1", "127.0.0.1:{port}.evil.example"]
)
def test_other_names_for_this_machine_are_refused(client, host):
    port = client.host.partition(":")[2]
    status = client.ask("GET", "api/set", Host=host.format(port=port))[0]
    assert status == (403 if host else 400)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:{port}", "https://{host}", "http://127.0.0.1:1"]
)
def test_other_pages_are_refused(client, folder, origin):
    origin = origin.format(host=client.host, port=client.host.partition(":")[2])
    before = (folder / "ferry.facts.jsonl").read_bytes()
    assert client.ask("GET", "api/set", Origin=origin)[0] == 403
    assert client.ask("POST", "api/articles/ferry/facts", {}, Origin=origin)[0] == 403
    assert client.ask("OPTIONS", "api/articles/ferry/facts", Origin=origin)[0] == 403
    assert (folder / "ferry.facts.jsonl").read_bytes() == before


def test_a_change_needs_an_origin_and_json(client):
    assert client.ask("POST", "api/articles/ferry/facts", {})[0] == 403
    status, answer = client.post("api/articles/ferry/facts", {}, Content_Type="text/plain")
    assert (status, answer["error"]) == (415, "send JSON")


@pytest.mark.parametrize("headers", [{}, {"Transfer-Encoding": "chunked"}])
def test_what_is_too_large_is_refused(client, headers):
    body = b" " * 1_100_000
    if headers:
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    sent = {"Origin": f"http://{client.host}", "Content_Type": "application/json"} | headers
    try:
        status = client.ask("POST", "api/articles/ferry/facts", body, **sent)[0]
    except (BrokenPipeError, ConnectionResetError):  # refused before all of it was sent
        status = 413
    assert status == 413


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"\xff", b'{"hash": 1}', b'{"a": ' * 5000, b'{"hash": "x", "text_hash": "x", "path": "/etc"}'],
)
def test_what_is_no_change_is_refused_in_a_line(client, body):
    status, answer = client.post("api/articles/ferry/facts", body)
    assert status == 400
    assert answer["error"]
    assert "\n" not in answer["error"]


@pytest.mark.parametrize("id_", ["no", "..%2fharbour", "%2e%2e", "set.toml", "ferry%00", "x" * 5000])
def test_only_articles_of_the_set_are_found(client, id_):
    assert client.ask("GET", f"api/articles/{id_}")[0] in (404, 405)  # a slash is another path
    status, _ = client.post(
        f"api/articles/{id_}/facts", {"hash": "", "text_hash": "", "row": {"id": "f09", "kind": "hedge"}}
    )
    assert status == 404
    assert client.ask("GET", f"assets/{id_}")[0] == 404


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
    assert {one["field"] for one in answer["mistakes"]} == {"claim", "comparator"}
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
    assert (status, answer["error"]) == (503, "not saved: No space left on device")
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
    assert "cannot be read" in answer["error"]
    assert client.change("ferry", "facts", line=9)[0] == 422
    assert client.change("ferry", "facts")[0] == 422


def test_the_command_prints_the_address_last_and_ends_with_ctrl_c(folder, tmp_path):
    command = [BENCH, "gold", "edit", str(folder), "--no-open"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        client = Client(address)
        assert client.get("api/set")["set"]["name"] == "harbour"
        port = client.host.partition(":")[2]
        assert f"port {port}" in refused(bench("gold", "edit", folder, "--no-open", "--port", port, cwd=tmp_path))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 0
    assert out == ""
    assert "Traceback" not in err


def test_the_command_needs_a_set(tmp_path):
    assert "no gold set" in refused(bench("gold", "edit", "nowhere", cwd=tmp_path))
