"""Shares, rates and intervals are written in one way, on pages and in the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cards import card
from hypothesis import given
from hypothesis import strategies as st

from bench.records import Estimate
from bench.terminal.run_tables import print_run
from reports.notation import LEVEL, interval, percent, rate, with_interval
from reports.scorecard_page import render

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.997, "99.7%"),
        (0.9996, "99.9%"),
        (0.003, "0.3%"),
        (0.0001, "<0.1%"),
        (0.0432, "4.3%"),
        (0.82, "82%"),
        (None, "–"),
    ],
)
def test_percentages_never_round_to_all_or_nothing(share: float | None, written: str) -> None:
    assert percent(share) == written


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_only_all_is_100_and_only_nothing_is_0(share: float) -> None:
    assert percent(share) not in ("0%", "0.0%", "100%", "100.0%")


def test_intervals() -> None:
    assert interval(Estimate(value=0.1, low=0.02, high=0.3)) == "2.0–30%"
    assert interval(Estimate(value=0.0, low=0.0, high=0.0, of=90)) == ""
    assert interval(Estimate(value=1.5, low=1.25, high=2), is_rate=True) == "1.25–2.00"
    assert with_interval(Estimate(value=0.83, low=0.71, high=0.996)) == "83% [71–99.6%]"
    assert with_interval(Estimate(value=1.5, low=1.25, high=2), is_rate=True) == "1.50 [1.25–2.00]"
    assert with_interval(Estimate(value=1, low=1, high=1)) == "100%"
    assert with_interval(Estimate(value=None)) == rate(None) == "–"


def test_terminal_and_page_say_the_same_of_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    data = card()
    faithful = Estimate(value=0.997, low=0.991, high=0.9996, count=399, of=400)
    overall = data.score.overall.model_copy(update={"faithfulness": faithful})
    data = data.model_copy(update={"score": data.score.model_copy(update={"overall": overall})})
    print_run(data.manifest, data.score)
    printed, page = capsys.readouterr().out, render(data)
    assert with_interval(faithful) in printed
    for text in (printed, page):
        assert "99.7%" in text
        assert interval(faithful) in text


def test_the_level_of_intervals_is_typed_once() -> None:
    paths = [
        path for top in ("bench", "reports") for path in (ROOT / top).rglob("*") if path.suffix in (".py", ".html")
    ]
    assert paths
    typed = [str(path) for path in paths if re.search(rf"\b{LEVEL}(?!\w)", path.read_text(encoding="utf-8"))]
    assert typed == []
