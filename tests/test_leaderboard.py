from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from bench_process import bench
from cards import TRUST, Page
from compared_runs import ARTICLES, KEPT, WRONG, gold_at, other_hash, run_at
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from bench.errors import UsageError
from bench.pipeline.pages import write_leaderboard
from bench.pipeline.ranking import rank, ranks
from bench.records import Estimate, Ranks
from reports.leaderboard_page import heading

if TYPE_CHECKING:
    from browser import Visitor

HALF = "f01=preserved f02=dropped_hedge f03=omitted"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("ranked") / "runs"
    gold = gold_at(folder.parent)
    texts = (WRONG, {**dict.fromkeys(ARTICLES, KEPT), "one": HALF}, HALF)
    return [
        run_at(folder / name, gold, text, model)
        for name, model, text in zip(("a", "b #1", "c"), ("Wrong", "Good<b>", "Half"), texts, strict=True)
    ]


def between(low: float, value: float, high: float) -> Estimate:
    return Estimate(value=value, low=low, high=high, count=1, of=100)


def places(*estimates: Estimate) -> list[tuple[int, int] | None]:
    return [None if one is None else (one.best, one.worst) for one in ranks(estimates)]


def test_overlapping_intervals_tie():
    assert places(between(0.8, 0.85, 0.9), between(0.5, 0.6, 0.7), between(0.65, 0.75, 0.85)) == [
        (1, 2),
        (2, 3),
        (1, 3),
    ]
    assert places(Estimate(value=None), between(0.1, 0.2, 0.3)) == [None, (1, 1)]
    assert places(Estimate(value=0.9), between(0.1, 0.2, 0.3)) == [(1, 2), (1, 2)]
    all_kept = Estimate(value=1.0, low=1.0, high=1.0, count=20, of=20)
    assert places(all_kept, between(0.8, 0.84, 0.86)) == [(1, 2), (1, 2)]
    assert places(all_kept, between(0.7, 0.8, 0.84)) == [(1, 1), (2, 2)]


@given(st.lists(st.tuples(*[st.floats(0.01, 0.99)] * 3), min_size=1, max_size=8))
def test_ranks_hold_the_order_of_the_values(triples):
    estimates = [between(*sorted(one)) for one in triples]
    values = [one.value for one in estimates]
    for estimate, place in zip(estimates, ranks(estimates), strict=True):
        above, below = sum(v > estimate.value for v in values), sum(v < estimate.value for v in values)
        assert 1 <= place.best <= 1 + above
        assert len(values) - below <= place.worst <= len(values)


def test_only_shared_articles_count(tmp_path):
    gold = gold_at(tmp_path)
    a = run_at(tmp_path / "a", gold, {"one": KEPT, "two": WRONG}, "x")
    b = run_at(tmp_path / "b", gold, {"one": WRONG, "three": KEPT}, "y")
    board = rank([a, b])
    assert (board.articles, board.left_out) == (1, 2)
    assert [(one.entrant.label, one.figures.faithfulness.value) for one in board.standings] == [("x", 1), ("y", 0)]
    with pytest.raises(UsageError, match="no article is in all of the 3 models' runs"):
        rank([a, b, run_at(tmp_path / "c", gold, {"four": KEPT}, "z")])
    with pytest.raises(UsageError, match="is not the same"):
        rank([a, run_at(tmp_path / "d", gold, {"one": KEPT}, "z", gold=(other_hash(gold),))])


def test_the_command_ranks_and_its_rows_lead_to_scorecards(runs):
    folder = runs[0].parent
    done = bench("leaderboard", *(run.name for run in runs), cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "leaderboard.html"
    assert "on 4 articles that all were asked for" in done.stdout
    again = bench("leaderboard", *sorted(path.name for path in folder.iterdir()), "--out", "site/x.html", cwd=folder)
    assert again.returncode == 0, again.stderr
    for page in (folder / "leaderboard.html", folder / "site" / "x.html"):
        html = page.read_text(encoding="utf-8")
        links = [attrs["href"] for tag, attrs in Page(html).elements if tag == "a" and "scorecard" in attrs["href"]]
        assert len(links) == 3
        assert [(page.parent / unquote(link)).read_text() for link in links] == ["a scorecard"] * 3
        assert len({(page.parent / unquote(link)).resolve() for link in links}) == 3
        assert not Page(html).unclosed
    (folder / "leaderboard.html").unlink()


def test_runs_that_cannot_be_read_are_left_out_and_the_copied_lead_takes_no_rank(runs, tmp_path):
    gold = gold_at(tmp_path)
    good, lead = run_at(tmp_path / "good", gold, WRONG, "m"), run_at(tmp_path / "lead", gold, KEPT, "lead-3")
    unfinished = run_at(tmp_path / "unfinished", gold, KEPT, "other")
    (unfinished / "score.json").unlink()
    (tmp_path / "notes.txt").write_text("no run")
    board = rank([lead, unfinished, good, tmp_path / "notes.txt"])
    assert [(one.entrant.label, one.faithfulness, one.is_reference) for one in board.standings] == [
        ("m", Ranks(best=1, worst=1), False),
        ("lead-3", None, True),
    ]
    kept = board.standings[1].score.kept_per_100_words
    assert kept is not None
    assert (kept.count, kept.of, kept.value) == (12, 12, 100)
    html = write_leaderboard(board, tmp_path / "page.html").read_text(encoding="utf-8")
    text = " ".join(Page(html).text.split())
    assert "1 model and a reference" in text
    assert "unfinished/score.json: no such file; this run is unfinished" in text
    assert "notes.txt: this is a file" in text
    assert heading(rank([lead])).startswith("Only the copied lead is here")
    with pytest.raises(UsageError, match="unfinished"):
        rank([unfinished])


def test_those_that_share_the_first_place_are_named_where_they_are_few(tmp_path):
    gold = gold_at(tmp_path)
    names = ["a", "b", "c", "d", "e"]
    board = rank([run_at(tmp_path / name, gold, {"one": KEPT}, name) for name in names])

    def heading_of(firsts: int) -> str:
        standings = [
            standing.model_copy(update={"faithfulness": Ranks(best=1 if number < firsts else 4, worst=5)})
            for number, standing in enumerate(board.standings)
        ]
        return heading(board.model_copy(update={"standings": tuple(standings)}))

    assert heading_of(2) == "a and b share the first place: their intervals overlap"
    assert heading_of(3) == "a, b and c share the first place: their intervals overlap"
    assert heading_of(4) == "4 of 5 share the first place: their intervals overlap"


def test_a_run_without_a_scorecard_has_no_link(runs, tmp_path):
    gold = gold_at(tmp_path)
    run = run_at(tmp_path / "a", gold, KEPT, "x")
    (run / "scorecard.html").unlink()
    html = write_leaderboard(rank([run]), tmp_path / "board.html").read_text(encoding="utf-8")
    assert "no scorecard" in html
    assert 'href="a/' not in html


def test_sorting_and_filtering(visit: Visitor, runs: list[Path], tmp_path: Path) -> None:
    html = write_leaderboard(rank(runs), tmp_path / "board.html").read_text(encoding="utf-8")
    opened = visit(html)
    page = opened.page

    def order() -> list[str]:
        return page.locator("tbody tr:visible th").all_inner_texts()

    assert order() == ["Good<b>", "Half", "Wrong"]
    page.click("[data-key=name] button")
    assert order() == ["Good<b>", "Half", "Wrong"]
    page.click("[data-key=name] button")
    assert order() == ["Wrong", "Half", "Good<b>"]
    page.click("[data-key=faithfulness] button")
    assert order() == ["Good<b>", "Half", "Wrong"]
    assert page.get_attribute("[data-key=faithfulness]", "aria-sort") == "descending"
    page.click("[data-key=coverage] button")
    page.click("[data-key=coverage] button")
    assert order()[0] == "Half"
    page.select_option("[name=coverage]", label="70%")
    assert sorted(order()) == ["Good<b>", "Wrong"]
    page.fill("[name=name]", "WRO")
    assert order() == ["Wrong"]
    page.fill("[name=name]", "nobody")
    assert page.locator("#nothing").is_visible()
    page.click("button[type=reset]")
    expect(page.locator("output")).to_have_text("3 models")
    assert opened.complaints == []


def test_without_scripts_narrow_and_in_print(visit: Visitor, runs: list[Path], tmp_path: Path) -> None:
    html = write_leaderboard(rank(runs), tmp_path / "board.html").read_text(encoding="utf-8")
    page = visit(html, java_script_enabled=False, viewport={"width": 360, "height": 740}).page
    assert not page.locator("#filters").is_visible()
    assert page.locator("tbody tr:visible").count() == 3
    assert page.locator("tbody a").count() == 3
    wide = visit(html, viewport={"width": 360, "height": 740}, color_scheme="dark").page
    assert wide.evaluate("document.documentElement.scrollWidth") <= 360
    wide.emulate_media(media="print")
    assert not wide.locator("#filters").is_visible()
    assert re.search(r"<h1>.*3 models", html, re.DOTALL)


def test_corrected_faithfulness_stands_beside_it_where_the_scorer_was_measured(runs, tmp_path, monkeypatch):
    page = tmp_path / "board.html"
    assert '<td class="n minor">–</td>' in write_leaderboard(rank(runs), page).read_text(encoding="utf-8")
    monkeypatch.setattr("bench.pipeline.entrants.stored_trust", lambda _: TRUST)
    board = rank(runs)
    assert all(standing.score.corrected is not None for standing in board.standings)
    html = write_leaderboard(board, page).read_text(encoding="utf-8")
    assert 'data-key="corrected"' in html
    assert 'data-corrected="-1"' not in html


def test_models_by_another_scorer_have_ranks_of_their_own(tmp_path):
    gold = gold_at(tmp_path)
    rules, judge = {"scorer": "fake@1"}, {"scorer": "judge@1+0123abcd(m)"}
    folders = [
        run_at(tmp_path / "a", gold, WRONG, model="wrong by rules", **rules),
        run_at(tmp_path / "b", gold, KEPT, model="right by a judge", **judge),
        run_at(tmp_path / "c", gold, KEPT, model="right by rules", **rules),
        run_at(tmp_path / "d", gold, WRONG, model="wrong by a judge", **judge),
    ]
    board = rank(folders)
    order = ["right by rules", "wrong by rules", "right by a judge", "wrong by a judge"]
    assert [standing.entrant.label for standing in board.standings] == order
    places = [(standing.faithfulness.best, standing.faithfulness.worst) for standing in board.standings]
    assert places == [(1, 1), (2, 2)] * 2
    (warning,) = (warning for warning in board.warnings if "different scorers" in warning)
    assert "no rank counts models of another one" in warning
