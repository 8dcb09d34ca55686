from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from bench_process import bench, refused
from cards import HOSTILE
from compared_runs import KEPT, WRONG, gold_at, run_at
from gold_folder import write_rows, write_set
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bench.errors import UsageError
from bench.pipeline.gating import checks, missed, thresholds
from bench.records import ERROR_CODES, Check, Estimate, Threshold
from bench.terminal.options import FailUnder
from reports.ci import JobSummary, junit, markdown


def estimate(value: float | None) -> Estimate:
    return Estimate(value=value)


def test_thresholds_are_read():
    assert thresholds(None) == ()
    assert thresholds("0.95") == (Threshold(figure="faithfulness", limit=0.95),)
    both = thresholds(" faithfulness = 0.9,dropped_hedge=0.02 ")
    assert [(one.figure, one.limit, one.is_floor) for one in both] == [
        ("faithfulness", 0.9, True),
        ("dropped_hedge", 0.02, False),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'' is not a share"),
        ("1.5", "'1.5' is not a share: give faithfulness a number from 0 to 1"),
        ("nan", "'nan' is not a share"),
        ("coverage=", "give coverage"),
        ("hedge=0.1", "no figure is called 'hedge'; there are faithfulness, coverage, dropped_attribution"),
        ("0.9,faithfulness=0.8", "faithfulness is given twice"),
        ("0.9,", "'' is not a share"),
    ],
)
def test_what_is_no_threshold_is_refused(text, said):
    with pytest.raises(UsageError) as caught:
        thresholds(text)
    assert said in str(caught.value)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["faithfulness", "wrong_number"]))
def test_a_line_never_contradicts_itself(value, limit, figure):
    (check,) = checks([Threshold(figure=figure, limit=limit)], "m", {figure: estimate(value)})
    assert check.is_met == (value >= limit if figure == "faithfulness" else value <= limit)
    assert ("at " in check.sentence) == check.is_met
    assert (missed([check]) is None) == check.is_met


def test_what_cannot_be_told_is_not_met():
    (check,) = checks(thresholds("wrong_number=1"), "m", {"wrong_number": estimate(None)})
    assert missed([check]) == "wrong_number cannot be told: no gold claim that it counts is in any summary"


def test_every_missed_threshold_is_named():
    figures = {"faithfulness": estimate(0.9), "dropped_hedge": estimate(0.021), "coverage": estimate(0.5)}
    made = checks(thresholds("faithfulness=0.95,dropped_hedge=0.02,coverage=0.5"), "m", figures)
    line = "faithfulness 0.900 is below --fail-under 0.95; dropped_hedge 0.021 is above --fail-under 0.02"
    assert missed(made) == line
    assert missed([*made, Check.model_validate({**dict(made[0]), "model": "n"})]).startswith("m: faithfulness")
    assert checks(thresholds("0.95"), "m", {"faithfulness": estimate(0.94996)})[0].sentence.startswith(
        "faithfulness 0.94996"
    )


def test_help_names_every_figure():
    said = FailUnder.__metadata__[0].help
    assert all(name in said for name in ("faithfulness", "coverage", *ERROR_CODES))


def test_a_run_is_gated_and_reported(tmp_path: Path):
    write_set(tmp_path / "one")
    write_rows(tmp_path / "mine.jsonl", [{"article": "ferry", "text": "The ferry left on time.", "model": "a|b"}])
    done = bench(
        *(
            "score",
            "mine.jsonl",
            "--gold",
            "one",
            "--out",
            "run",
            "--junit",
            "ci/junit.xml",
            "--markdown",
            "ci/said.md",
        ),
        *("--fail-under", "coverage=0.1,faithfulness=0.5,dropped_attribution=0"),
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "run/scorecard.html"
    assert done.stderr.splitlines()[-1] == (
        "bench: faithfulness 0.000 is below --fail-under 0.5; dropped_attribution 1.000 is above --fail-under 0"
    )
    root = ET.parse(tmp_path / "ci" / "junit.xml").getroot()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "0")
    names = {case.get("name"): case.find("failure") is None for case in root.iter("testcase")}
    assert names == {
        "all summaries are there": True,
        "coverage at least 0.1": True,
        "faithfulness at least 0.5": False,
        "dropped_attribution at most 0": False,
    }
    said = (tmp_path / "ci" / "said.md").read_text(encoding="utf-8")
    assert said.startswith("## Allegedly: a\\|b (below a threshold)")


def test_a_comparison_is_gated_by_every_model_but_the_first(tmp_path: Path):
    gold = gold_at(tmp_path)
    for name, text in (("a", WRONG), ("b", KEPT), ("c", WRONG)):
        run_at(tmp_path / name, gold, text, name)
    passed = bench("compare", "a", "b", "--fail-under", "1", "--markdown", "said.md", cwd=tmp_path)
    assert passed.returncode == 0, passed.stderr
    assert "## Allegedly: a and b (passed)" in (tmp_path / "said.md").read_text(encoding="utf-8")
    failed = bench("compare", "a", "b", "c", "--fail-under", "1", "--junit", "junit.xml", cwd=tmp_path)
    assert failed.returncode == 1
    assert failed.stderr == "bench: c: faithfulness 0.000 is below --fail-under 1\n"
    assert ET.parse(tmp_path / "junit.xml").getroot().get("failures") == "1"


def test_a_wrong_threshold_is_found_before_anything_is_asked(tmp_path: Path):
    write_set(tmp_path / "one")
    asked = ("run", "--model", "lead-3", "--gold", "one", "--out", "run", "--fail-under", "hedges=1")
    assert "no figure is called 'hedges'" in refused(bench(*asked, cwd=tmp_path))
    assert not (tmp_path / "run").exists()


def gated(text: str) -> JobSummary:
    (check,) = checks(thresholds("0.5"), text, {"faithfulness": estimate(0.1)})
    return JobSummary(
        title=text, columns=("", text), rows=((text, text),), checks=(check,), complaint=text, notes=(text,), page=text
    )


@given(st.one_of(st.just(HOSTILE), st.text(max_size=40)))
def test_reports_hold_any_text(text):
    root = ET.fromstring(junit(gated(text)))
    assert [case.get("name") for case in root.iter("testcase")] == [
        "all summaries are there",
        "faithfulness at least 0.5",
    ]
    html = MarkdownIt("commonmark").enable("table").render(markdown(gated(text)))
    assert html.count("<h2>") == 1
    assert html.count("<table>") == 2
    assert not {"<script", "<img", "<a "} & {tag for tag in ("<script", "<img", "<a ") if tag in html}


def test_the_limits_in_the_guide_are_right():
    text = (Path(__file__).parent.parent / "docs" / "ci.md").read_text(encoding="utf-8")
    limits = re.findall(r"--fail-under ([\w=.,]*\d)", text)
    assert len(limits) >= 4
    assert all(thresholds(limit) for limit in limits)
