"""The section of a scorecard that an audit adds: only then, beside the raw figures, score.json untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
from audited_run import HARBOUR, store_of, write_run
from cards import HOSTILE, Page, card

from bench.auditing.store import SentJudgement
from bench.goldset import load
from bench.pipeline import report
from bench.rundir import RunDir
from bench.statistics import audit_of
from reports.scorecard_page import render

HEADING = "What a person says of it"


@pytest.fixture
def run(tmp_path: Path) -> RunDir:
    return write_run(tmp_path / "run")


def rendered(run: RunDir) -> Page:
    page = Page(report(run, [load(str(HARBOUR))]).read_text(encoding="utf-8"))
    assert page.unclosed == []
    return page


def test_without_an_audit_there_is_no_such_section(run):
    page = rendered(run)
    assert HEADING not in page.text
    assert ("a", {"href": "#audit"}) not in page.elements


def test_precision_and_corrected_rates_stand_beside_the_raw_ones(run):
    score = (run.path / "score.json").read_bytes()
    store = store_of(run)
    total = store.progress().total
    for index in range(total):
        said = store.item(index).verdict.value
        store.judge(index, SentJudgement(judged="preserved" if index == 0 else said))
    errors = sum(one.is_error for one in run.outcomes())
    kept = sum(one.verdict == "preserved" for one in run.outcomes())
    audit = audit_of(run.outcomes(), run.judgements())
    assert (audit.precision.count, audit.precision.of) == (errors - 1, errors)
    assert audit.faithfulness.value == pytest.approx((kept + 1) / (kept + errors))
    page = rendered(run)
    words = " ".join(page.text.split())
    assert HEADING in words
    assert f"ann judged {total} of this run’s {total} verdicts" in words
    assert "Corrected: the scorer’s figure" in words
    assert (run.path / "score.json").read_bytes() == score


def test_a_few_judgements_give_a_precision_and_no_corrected_rates(run):
    store = store_of(run)
    store.judge(0, SentJudgement(judged=store.item(0).verdict.value))
    words = " ".join(rendered(run).text.split())
    assert "There are no corrected figures yet" in words
    assert "100%" in words


def test_the_name_of_who_judged_is_text():
    judged = audit_of([], []).model_copy(update={"by": (HOSTILE,)})
    page = Page(render(card().model_copy(update={"audit": judged})))
    assert page.unclosed == []
    assert "alert(1)" not in "".join(data for path, data in page.texts if "script" in path)
    assert not any(tag == "img" for tag, _ in page.elements)
