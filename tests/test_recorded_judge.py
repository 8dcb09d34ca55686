"""Judge and cascade by the recorded answers of a language model: what they are worth, and that no network is needed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench_process import bench

ROOT = Path(__file__).parents[1]
RECORDING = ROOT / "measurement" / "judged" / "judged.jsonl"
sys.path.insert(0, str(ROOT / "benchmarks"))

from recorded_judge import SECTION, Measured, lines, measure  # noqa: E402 - a script, not a package

from bench.goldset.readmes.marks import between  # noqa: E402
from bench.growing_file import each_line  # noqa: E402
from bench.records import JudgedAnswer  # noqa: E402
from bench.scorers.judge.scorer import JudgeScorer  # noqa: E402


@pytest.fixture(scope="module")
def measured() -> list[Measured]:
    return list(measure(RECORDING))


def f1(measured: list[Measured], scorer: str, sort: str) -> float:
    (of_sort,) = (m for m in measured if (m.scorer, m.sort) == (scorer, sort))
    value = of_sort.validation.errors.f1.value
    assert value is not None
    return value


def test_the_judge_is_nearly_as_good_as_the_labels(measured):
    assert f1(measured, "judge", "natural") >= 0.94
    assert f1(measured, "judge", "natural, but for smollm2's") >= 0.95
    assert f1(measured, "judge", "planted") >= 0.93
    assert f1(measured, "judge", "held out, planted") >= 0.93


def test_the_cascade_gets_most_of_it_for_a_third_of_the_questions(measured):
    for sort in ("natural", "planted", "held out, planted"):
        assert f1(measured, "cascade", sort) >= 0.85
        assert f1(measured, "rules", sort) < f1(measured, "cascade", sort) <= f1(measured, "judge", sort)
        (cascade,) = (m for m in measured if (m.scorer, m.sort) == ("cascade", sort))
        assert 0 < cascade.asked <= 0.35


def test_all_that_was_asked_has_a_usable_answer(measured):
    assert [m.validation.unscored for m in measured] == [0] * len(measured)
    counts = {m.sort: m.validation.summaries for m in measured if m.scorer == "judge"}
    assert counts["natural"] == 204
    assert counts["planted"] >= 100
    assert counts["held out, planted"] == 40


def test_the_published_figures_are_those_of_today(measured):
    figures = "\n".join(lines(RECORDING.relative_to(ROOT), measured))
    for document in (ROOT / "docs" / "judge.md", RECORDING.parent / "README.md"):
        text = document.read_text(encoding="utf-8")
        assert between(text, SECTION, figures) == text, "run python benchmarks/recorded_judge.py"


def test_who_answered_is_named_and_every_answer_is_to_a_request_of_today(measured):
    answers = list(each_line(JudgedAnswer, RECORDING))
    assert len({answer.request for answer in answers}) == len(answers)
    assert {answer.model.partition(":")[0] for answer in answers} == {"model"}
    of_judge = [m for m in measured if m.scorer == "judge" and "but for" not in m.sort]
    assert sum(m.validation.summaries for m in of_judge) == len(answers)
    assert JudgeScorer("m").version.startswith("1+")


def test_validate_measures_a_recorded_judge_and_shows_the_curve(tmp_path):
    home = {"XDG_DATA_HOME": str(tmp_path)}
    options = ("--gold", "venezuela", "--judge", f"replay:{RECORDING}")
    done = bench("validate", *options, "--scorer", "judge", cwd=tmp_path, **home)
    assert done.returncode == 0, done.stderr
    assert "18 summaries of 2 articles" in done.stdout
    curve = bench("validate", *options, "--scorer", "cascade", "--curve", cwd=tmp_path, **home)
    assert curve.returncode == 0, curve.stderr
    assert "asked above" in curve.stdout
    assert "0.2 (as set)" in curve.stdout
