"""What the terminal says of a run: no figure cut off, and the sentences of the page."""

from __future__ import annotations

from io import StringIO

import pytest
from cards import TRUST, card_of, card_with_errors, outcome, summary
from rich.console import Console

from bench.terminal.output import table
from bench.terminal.run_tables import print_run
from reports import scorecard_wording


def test_a_narrow_window_cuts_no_figure_off() -> None:
    made = table("", "", "facts", "coverage", "faithfulness", "major\nerrors", "minor\nerrors", "errors\nexpected")
    made.add_row("  attribution", "466", "33% [0.1–99.6%]", "60% [7.5–97%]", "13 (9.1%)", "14 (18%)", "19 [1–15]")
    out = Console(file=StringIO(), width=80, markup=False, emoji=False)
    out.print(made)
    assert isinstance(out.file, StringIO)
    text = out.file.getvalue()
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= 80
    for whole in ("  attribution", "33%", "[0.1–99.6%]", "60%", "[7.5–97%]", "13 (9.1%)", "19 [1–15]"):
        assert whole in text


def test_the_terminal_says_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    data = card_with_errors()
    print_run(data.manifest, data.score)
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert f"{scorecard_wording.verdict(data)}." in lines
    assert scorecard_wording.expected(data) in lines
    assert (
        "All these claims come from one article, which tells nothing of the next: no percentage has an interval."
        in lines
    )
    assert "errors in 10 passages: 20 dropped_hedge" in lines


def test_several_models_are_corrected_in_their_rows(capsys: pytest.CaptureFixture[str]) -> None:
    summaries = [summary("Fire.", id=model, model=model) for model in ("one", "two")]
    verdicts = [
        outcome("dropped_hedge" if one.id == "two" else "preserved", (0, 4), summary=one.id) for one in summaries
    ]
    data = card_of(summaries, verdicts, trust=TRUST)
    print_run(data.manifest, data.score)
    said = capsys.readouterr().out
    assert "2 summaries scored" in said
    (row,) = [line for line in said.splitlines() if line.strip().startswith("two ")]
    assert row.rstrip().endswith("[1]")
    assert "one: No distortion was found in the 1 claim it repeated; one article is too few to tell more." in said
    assert "two: 1 of the 1 claim it repeated looks distorted; one article is too few to tell more." in said
    assert "errors in 1 passage: 1 dropped_hedge" in said
