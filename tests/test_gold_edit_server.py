"""What the server of `bench gold edit` shows, and to whom: it is guarded against everybody but its own page."""

from __future__ import annotations

import http.client

import pytest
from edit_server import serving


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
