"""Which verdicts an audit shows, what it writes down, and what becomes of it: order, file, server, command."""

from __future__ import annotations

import json
import random
import signal
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from audited_run import auditing, store_of, write_run
from bench_process import BENCH, bench, refused
from hypothesis import given
from hypothesis import strategies as st

from bench.auditing.store import SentJudgement
from bench.auditing.verdict_order import in_order
from bench.auditing.verdict_view import pieces
from bench.errors import InputError, UsageError
from bench.records import stratum_of
from bench.rundir import RunDir


@pytest.fixture
def run(tmp_path: Path) -> RunDir:
    return write_run(tmp_path / "run")


def lines(run: RunDir) -> list[dict[str, object]]:
    return [json.loads(line) for line in (run.path / "audit.jsonl").read_text().splitlines()]


def test_every_verdict_comes_once_and_errors_are_mixed_with_others(run):
    outcomes = list(run.outcomes())
    order = in_order(outcomes, 0)
    assert sorted(one.model_dump_json() for one in order) == sorted(
        one.model_dump_json() for one in outcomes if one.verdict != "unscored"
    )
    random.Random(1).shuffle(outcomes)
    assert in_order(outcomes, 0) == order
    assert in_order(outcomes, 1) != order
    head = [stratum_of(one.verdict) for one in order[:16]]
    assert Counter(head) == {"error": 8, "preserved": 4, "omitted": 4}


def test_a_blind_order_tells_no_verdict_and_keeps_each_stratum_a_random_sample(run):
    outcomes = run.outcomes()
    for stratum in ("error", "preserved", "omitted"):
        open_eyed, blind = (
            [one for one in in_order(outcomes, 0, blind=is_blind) if stratum_of(one.verdict) == stratum]
            for is_blind in (False, True)
        )
        assert open_eyed == blind
    # With turns in a fixed order, each place would always hold the same stratum.
    fifths = {stratum_of(in_order(outcomes, seed, blind=True)[5].verdict) for seed in range(30)}
    assert fifths == {"error", "preserved", "omitted"}


def test_a_blind_audit_knows_nothing_of_what_the_scorer_said(run):
    verdicts = {(one.summary, one.fact): one for one in run.outcomes()}
    store = store_of(run, blind=True)
    assert store.progress().strata == {}
    for index in range(12):
        shown = store.item(index)
        assert (shown.verdict, shown.reason, shown.others) == (None, "", ())
        assert [piece.is_marked for piece in shown.summary] == [False]
        assert {"preserved", "omitted"} < {choice.value for choice in shown.choices}
        (text,) = [piece.text for piece in shown.summary]
        reasons = [one.reason for one in verdicts.values() if one.reason and one.reason not in text]
        assert not [reason for reason in reasons if reason in shown.model_dump_json()]
    store.judge(0, SentJudgement(judged="preserved"))
    (line,) = lines(run)
    assert (line["judged"], line["blind"], line["drawn"]) == ("preserved", True, True)
    assert store.item(0).verdict is None
    assert store.progress().next == 1


def test_the_first_of_a_stratum_may_be_any_of_it(run):
    firsts = Counter(in_order(run.outcomes(), seed)[0].model_dump_json() for seed in range(400))
    errors = sum(one.is_error for one in run.outcomes())
    assert len(firsts) == errors
    assert max(firsts.values()) < 4 * 400 / errors


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=4))
def test_pieces_make_up_the_text(text, spans):
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    marked = [piece.is_marked for piece in cut for _ in piece.text]
    assert marked == [any(start <= at < end for start, end in spans) for at in range(len(text))]


def test_a_judgement_is_one_line_with_how_it_was_drawn(run):
    store = store_of(run)
    item = store.item(0)
    store.judge(0, SentJudgement(judged="preserved"))
    (line,) = lines(run)
    assert line["verdict"] == item.verdict.value
    assert (line["judged"], line["stratum"], line["drawn"], line["by"]) == ("preserved", "error", True, "ann")
    assert line["size"] == sum(one.is_error for one in run.outcomes())
    assert store.item(0).judged.value == "preserved"
    assert store.progress().next == 1
    assert store.progress().strata["error"].judged == 1


def test_one_goes_on_where_one_stopped_and_a_torn_line_costs_that_line_alone(run):
    store = store_of(run)
    for index in range(3):
        store.judge(index, SentJudgement(judged=store.item(index).verdict.value))
    path = run.path / "audit.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    again = store_of(run, "bob")
    assert again.progress().next == 2
    again.judge(2, SentJudgement(judged="unscored"))
    assert [line["by"] for line in lines(run)] == ["ann", "ann", "bob"]
    assert again.progress().next == 3
    assert again.progress().strata["error"].judged == 1  # left open is not judged


def test_a_missed_error_that_was_looked_for_is_told_apart_and_still_comes_up(run):
    store = store_of(run)
    item = store.item(0)
    other = item.others[0]
    store.judge(0, SentJudgement(judged=other.errors[0].value, fact=other.fact))
    (line,) = lines(run)
    assert (line["fact"], line["drawn"]) == (other.fact, False)
    assert store.progress().next == 0
    assert sum(count.judged for count in store.progress().strata.values()) == 0


def test_a_judgement_of_another_scoring_is_asked_for_again(run):
    store = store_of(run)
    store.judge(0, SentJudgement(judged="preserved"))
    path = run.path / "audit.jsonl"
    path.write_text(path.read_text().replace('"size":', '"size":1'))
    assert store_of(run).progress().next == 0


@pytest.mark.parametrize("sent", [{"judged": "wrong_number", "fact": "nope"}, {"judged": "omitted", "fact": "OTHER"}])
def test_what_does_not_fit_is_refused_and_nothing_is_written(run, sent):
    store = store_of(run)
    if sent["fact"] == "OTHER":
        sent = sent | {"fact": store.item(0).others[0].fact}
    with pytest.raises((InputError, UsageError)):
        store.judge(0, SentJudgement(**sent))
    with pytest.raises(UsageError):
        store.judge(10_000, SentJudgement(judged="preserved"))
    assert not (run.path / "audit.jsonl").exists()


def test_the_server_answers_the_page_alone(run):
    with auditing(run) as client:
        assert client.get("api/progress")["next"] == 0
        item = client.get("api/items/0")
        assert "".join(text for text, _ in item["summary"])
        assert client.post("api/items/0", {"judged": "preserved"})[0] == 200
        foreign = client.ask("POST", "api/items/0", {"judged": "omitted"}, Origin="http://evil.example")
        assert foreign[0] == 403
        assert client.ask("GET", "api/items/0", token="wrong")[0] == 403
        assert client.ask("GET", "api/items/0", Host="evil.example")[0] == 403
        status, headers, _ = client.ask("GET", "")
        assert status == 200
        assert "unsafe" not in headers["content-security-policy"]
        for name in ("look.css", "audit.css", "main.js", "dom.js", "icon.svg"):
            assert client.ask("GET", f"assets/{name}")[0] == 200
        assert client.ask("GET", "assets/none.js")[0] == 404
        assert client.ask("GET", "api/items/100000")[0] == 404
    assert len(lines(run)) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), ({"judged": "great"}, 400), ({"judged": "preserved", "x": 1}, 400), (b" " * 1_000_001, 413)],
)
def test_what_is_no_judgement_is_refused(run, body, status):
    with auditing(run) as client:
        answered, answer = client.post("api/items/0", body)
        assert answered == status
        assert answer["error"]
    assert not (run.path / "audit.jsonl").exists()


def test_the_command_keeps_others_out_and_renders_the_scorecard_at_its_end(run):
    score = (run.path / "score.json").read_bytes()
    store = store_of(run)
    for index in range(8):
        store.judge(index, SentJudgement(judged=store.item(index).verdict.value))
    started = subprocess.Popen(
        [BENCH, "audit", str(run.path), "--no-open", "--by", "ann"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout.readline().startswith("http://127.0.0.1:")
        assert "another process" in refused(bench("report", run.path, cwd=run.path))
    finally:
        started.send_signal(signal.SIGINT)
        rest, _ = started.communicate(timeout=60)
    assert started.returncode == 0
    assert rest.strip() == str(run.scorecard)
    assert "What a person says of it" in run.scorecard.read_text()
    assert (run.path / "score.json").read_bytes() == score


def test_the_command_needs_a_scored_run(run, tmp_path):
    assert "no such folder; name the folder of a run" in refused(bench("audit", tmp_path / "none", cwd=tmp_path))
    (run.path / "score.json").unlink()
    assert "unfinished" in refused(bench("audit", run.path, "--no-open", cwd=tmp_path))
