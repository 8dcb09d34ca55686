"""Whatever is written to a disk without room ends in a line with a path and advice, and leaves nothing behind."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from fake_scorer import FakeScorer
from gold_folder import write_set

from bench.drafting import drafts_file
from bench.errors import AllegedlyError
from bench.goldset import load
from bench.goldset.content import read_content
from bench.goldset.exchange import FORMATS
from bench.goldset.writing import write_content
from bench.pipeline import begin, describe, score_run
from bench.pipeline.pages import write_page
from bench.records import Endpoint, Summary
from bench.rundir import RunDir

SUMMARY = Summary(
    id="harbour/ferry#0", gold="harbour", article="ferry", model="m", text="The ferry left on time. " * 400
)


def begin_run(place: Path) -> None:
    sets = [load(str(place / "set"))]
    manifest = describe(model="m", endpoint=Endpoint(provider="file"), sets=sets, scorer=FakeScorer(), parameters={})
    begin(run_of(place), manifest)
    run_of(place).append(SUMMARY)


def score(place: Path) -> None:
    score_run(run_of(place), [load(str(place / "set"))], FakeScorer(), expected=1, step=lambda: None)


def run_of(place: Path) -> RunDir:
    return RunDir(place / "run")


def draft(place: Path) -> None:
    gold = load(str(place / "set"))
    drafts_file.write_drafts(place / "set" / "ferry.facts.jsonl", gold.articles[0].article)


def export(form: str, place: Path) -> None:
    FORMATS[form].write([read_content(place / "set")], place / "exported")


@pytest.mark.parametrize(
    ("write", "path", "code"),
    [
        (lambda place: run_of(place).append(SUMMARY), "run/summaries.jsonl", 3),
        (lambda place: run_of(place).replace_summaries([SUMMARY]), "run/summaries.jsonl", 3),
        (score, "run/outcomes.jsonl", 3),
        (lambda place: run_of(place).write_scorecard("page"), "run/scorecard.html", 2),
        (lambda place: write_page("page", place / "page.html"), "page.html", 2),
        (lambda place: write_content(read_content(place / "set"), place / "new"), "new", 2),
        (partial(export, "csv"), "exported", 2),
        (partial(export, "labelstudio"), "exported", 2),
        (draft, "set/ferry.facts.jsonl", 2),
    ],
)
def test_a_full_disk_is_said_in_a_line(disk, monkeypatch, write, path, code):
    place, fill = disk
    # One that ends without a line end, so that drafting writes it anew; nothing is proposed, which would take a parser.
    write_set(place / "set")
    facts = place / "set" / "ferry.facts.jsonl"
    facts.write_text(facts.read_text().rstrip("\n"))
    monkeypatch.setattr(drafts_file, "draft", lambda _: [])
    begin_run(place)
    fill()
    before = {entry: entry.read_bytes() for entry in sorted(place.rglob("*")) if entry.is_file()}
    with pytest.raises(AllegedlyError) as caught:
        write(place)
    said = str(caught.value)
    assert caught.value.exit_code == code
    assert said.startswith(f"{place / path}: cannot be written: ")
    assert "make room on that disk" in said or "raise the limit" in said
    assert "\n" not in said
    assert {entry: entry.read_bytes() for entry in sorted(place.rglob("*")) if entry.is_file()} == before
