"""Verdicts told apart by what the facts are like; the copied lead beside a run; the figures as a table."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path

import pytest
from cards import ARTICLES, HOSTILE, RUN, Page, card, card_of, hostile_card, outcome, summary

from bench.errors import UsageError
from bench.goldset import load_all
from bench.pipeline import lead_reference, report
from bench.pipeline.breakdown import breakdowns
from bench.pipeline.lead_reference import LeadReference, copied_lead
from bench.records import Estimate, SetRef, Usage
from bench.rundir import RunDir
from bench.scorers import get
from reports import chart, scorecard_wording
from reports.downloads import COLUMNS, figure_rows
from reports.examples import leading
from reports.scorecard_data import Breakdown, Peer, Slice, resources_used
from reports.scorecard_page import render

PARTS = breakdowns(ARTICLES, RUN.summaries(), RUN.outcomes())


def share(value: float | None, low: float | None = None, high: float | None = None) -> Estimate:
    return Estimate(value=value, low=low, high=high, count=0 if value is None else round(100 * value), of=100)


def part(before: Estimate, after: Estimate) -> Breakdown:
    slices = [
        Slice(name=name, coverage=share(0.5), faithfulness=share(0.5), dropped=dropped)
        for name, dropped in (("before", before), ("after", after))
    ]
    return Breakdown(trait="position", kind="attribution", slices=tuple(slices))


def test_slices_of_a_kind_add_up_to_it() -> None:
    score = RUN.score()
    assert [(one.kind, one.trait) for one in PARTS] == [
        ("attribution", "stance"),
        ("attribution", "position"),
        ("hedge", "strength"),
        ("hedge", "position"),
    ]
    for one in PARTS:
        assert one.kind is not None
        figures = score.by_kind[one.kind]
        code = "dropped_attribution" if one.kind == "attribution" else "dropped_hedge"
        assert sum(s.coverage.of for s in one.slices) == figures.coverage.of
        assert sum(s.coverage.count for s in one.slices) == figures.coverage.count
        assert sum(s.faithfulness.count for s in one.slices) == figures.faithfulness.count
        assert sum(s.dropped.count for s in one.slices if s.dropped) == figures.codes[code].count


def test_outcomes_that_count_nowhere_are_in_no_slice() -> None:
    summaries = [summary("Fire."), summary("No.", id="r", status="refused")]
    outcomes = [
        outcome("preserved"),
        outcome("unscored", fact="f02", kind="attribution"),
        outcome("dropped_hedge", fact="f99"),
        outcome("dropped_hedge", summary="r"),
        outcome("dropped_hedge", article="gone"),
    ]
    (strength, place) = breakdowns(ARTICLES, summaries, outcomes)
    assert (strength.trait, place.trait) == ("strength", "position")
    assert [(s.coverage.of, s.faithfulness.count) for s in strength.slices] == [(1, 1)]


def test_sets_are_told_apart_where_there_are_several() -> None:
    other = ARTICLES[0].model_copy(update={"article": ARTICLES[0].article.model_copy(update={"gold": HOSTILE})})
    summaries = [summary("Fire."), summary("Fire.", id="t", gold=HOSTILE)]
    outcomes = [outcome("preserved"), outcome("dropped_hedge", summary="t", gold=HOSTILE)]
    parts = breakdowns([*ARTICLES, other], summaries, outcomes)
    assert parts[-1].trait == "set"
    assert {s.name: s.faithfulness.value for s in parts[-1].slices} == {"harbour": 1.0, HOSTILE: 0.0}
    data = card_of(summaries, outcomes, articles=(*ARTICLES, other)).model_copy(update={"breakdowns": parts})
    page = Page(render(data))
    assert page.unclosed == []
    assert "</script><script>alert(1)</script>" in page.text
    assert ("select", "set") in [(tag, attrs.get("name")) for tag, attrs in page.elements]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            share(0.1, 0.05, 0.15),
            share(0.3, 0.2, 0.4),
            "is dropped more often than one that comes first: 30% against 10%",
        ),
        (share(0.3, 0.2, 0.4), share(0.1, 0.05, 0.15), "is dropped less often"),
        (
            share(0.1, 0.05, 0.25),
            share(0.3, 0.2, 0.4),
            "the intervals overlap, so this run does not tell which is worse off",
        ),
        (share(0.1), share(0.3), "was dropped in 30%, against 10%"),
        (Estimate(value=None), share(0.3), ""),
    ],
)
def test_what_is_said_of_the_place_is_no_more_than_the_intervals_allow(
    before: Estimate, after: Estimate, said: str
) -> None:
    sentence = scorecard_wording.position(part(before, after))
    assert said in sentence
    assert bool(said) == bool(sentence)


# The copied lead, and other runs


def test_the_kept_figures_of_the_lead_are_of_the_present_sets_and_scorer() -> None:
    kept = LeadReference.model_validate_json(lead_reference.FILE.read_bytes())
    scorer = get("rules")
    renew = "renew it: python -m bench.pipeline.renew_lead_reference"
    assert kept.scorer == f"{scorer.name}@{scorer.version}", renew
    assert {name: one.hash for name, one in kept.sets.items()} == {one.card.name: one.hash for one in load_all([])}, (
        renew
    )


def test_the_lead_stands_beside_runs_on_the_sets_that_it_was_measured_on(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = LeadReference.model_validate_json(lead_reference.FILE.read_bytes())
    name, measured = next(iter(kept.sets.items()))
    gold = (SetRef(name=name, version="1", hash=measured.hash),)
    manifest = RUN.manifest().model_copy(update={"gold": gold, "scorer": kept.scorer})
    every = {f"{name}/{article}" for article in measured.articles}
    peer = copied_lead(manifest, every)
    assert peer is not None
    assert peer.coverage.of == sum(count.facts for count in measured.articles.values())
    assert peer.faithfulness.of == peer.coverage.count
    fewer = copied_lead(manifest, set(sorted(every)[:1]))
    assert fewer is not None
    assert fewer.coverage.of == measured.articles[min(measured.articles)].facts
    changed = (SetRef(name=name, version="1", hash="0" * 12),)
    assert copied_lead(manifest.model_copy(update={"gold": changed}), every) is None
    assert copied_lead(manifest.model_copy(update={"scorer": "judge@1"}), every) is None
    assert copied_lead(manifest.model_copy(update={"model": "lead-3"}), every) is None


def test_names_in_the_plane_do_not_run_into_each_other() -> None:
    own = chart.plane(share(0.4), share(0.8))
    assert own is not None
    peers = [Peer(name=f"m{n}", coverage=share(0.4), faithfulness=share(0.8)) for n in range(6)]
    places = sorted(
        mark.name_y
        for mark in chart.marks([*peers, Peer(name="x", coverage=share(None), faithfulness=share(1.0))], own)
    )
    assert len(places) == 6
    assert all(after - before >= chart.LINE for before, after in itertools.pairwise(places))


@pytest.mark.parametrize("faithfulness", [0.0, 0.5, 1.0])
def test_many_names_stand_below_each_other_beside_the_plane(faithfulness: float) -> None:
    peers = [Peer(name=f"m{n}", coverage=share(n / 20), faithfulness=share(faithfulness)) for n in range(chart.NAMES)]
    marks = chart.marks(peers, None)
    assert all(after.name_y - before.name_y >= chart.LINE for before, after in itertools.pairwise(marks))
    assert marks[0].name_y > 0
    assert marks[-1].name_y <= chart.PLANE
    assert all(mark.line and chart.PLANE < mark.line[0] < mark.name_x for mark in marks)


def test_other_runs_are_points_if_they_can_be_compared(tmp_path: Path) -> None:
    def copy(name: str, **update: object) -> RunDir:
        run = RunDir(tmp_path / name)
        run.path.mkdir()
        for file in RUN.path.iterdir():
            (run.path / file.name).write_bytes(file.read_bytes())
        run.write_manifest(RUN.manifest().model_copy(update=update))
        return run

    run, other = copy("mine"), copy("other", model="<b>x</b>{{ 1 }}")
    page = Page(report(run, (), [other]).read_text(encoding="utf-8"))
    assert sum(attrs.get("class") == "peer" for tag, attrs in page.elements if tag == "circle") == 1
    assert page.unclosed == []
    for wrong, why in (({"gold": ()}, "other gold"), ({"scorer": "judge@1"}, "another scorer")):
        with pytest.raises(UsageError, match=why):
            report(run, (), [copy(why, **wrong)])


# What it took, examples, the table


def test_what_a_run_took_is_said() -> None:
    assert scorecard_wording.resources(resources_used([summary("Fire.")])) == ""
    took = [
        summary("Fire.", usage=Usage(prompt_tokens=1200, completion_tokens=80, cost=0.0125), latency=2.0),
        summary("Fire.", id="t", usage=Usage(prompt_tokens=800, completion_tokens=20), latency=200.0, attempts=3),
    ]
    assert scorecard_wording.resources(resources_used(took)) == (
        "The server counted 2,000 tokens read and 100 written, in 2 answers. It says that it charged "
        "0.0125 for them, in its own currency. An answer took 2 min at the median and "
        "3 min at most, 3 min in all if one had been asked after the other. 1 answer took more than one request."
    )


def _is_minor(severity: str | None) -> bool:
    return severity == "minor"


def test_every_code_that_was_charged_has_examples_that_lead_to_it() -> None:
    data = card()
    counts = Counter(c.code for a in data.articles for s in a.summaries for f in s.notes for c in f.charges)
    assert {code: len(cases) for code, cases in data.examples.items()} == {
        code: min(count, 3) for code, count in counts.items()
    }
    for code, cases in data.examples.items():
        assert [c.charge.severity for c in cases] == sorted((c.charge.severity for c in cases), key=_is_minor)
        for case in cases:
            note = data.articles[case.article].summaries[case.summary - 1].notes[case.note]
            assert case.charge in note.charges
            assert case.charge.code == code
            text = next(
                s.text for s in RUN.summaries() if s.id == data.articles[case.article].summaries[case.summary - 1].id
            )
            assert any(piece.is_marked for piece in case.passage)
            for piece in case.passage:
                assert all(words.strip() in " ".join(text.split()) for words in piece.text.split("…"))


def test_what_leads_the_page_is_grave_sure_and_of_several_kinds() -> None:
    data = card()
    first = leading(data.examples)
    assert 2 <= len(first) <= 3
    assert [case.charge.severity for case in first] == ["major"] * len(first)
    assert len({case.charge.code for case in first}) == len(first)
    text = summary("It was started deliberately, in a chemical warehouse.")
    doubtful = [
        outcome("dropped_hedge", (0, 11), certainty=0.3),
        outcome("dropped_hedge", (0, 11), fact="f02", certainty=0.9),
    ]
    for verdicts, shown in ((doubtful[:1], 0), (doubtful, 1)):
        cases = leading(card_of([text], verdicts).examples)
        assert [case.charge.fact for case in cases] == [2] * shown
    unlike = card_of([summary("Fire.")], [outcome("wrong_number", (0, 4), fact="f03", kind="number")])
    assert leading(unlike.examples) == ()


def test_the_table_holds_all_figures() -> None:
    data = card()
    table = list(figure_rows(data))
    assert all(len(row) == len(COLUMNS) for row in table)
    overall = data.score.overall
    found = {row[:3]: row[3:] for row in table}
    assert len(found) == len(table)
    assert found["all", "", "faithfulness"][3:] == (overall.faithfulness.count, overall.faithfulness.of)
    assert ("hedge.strength", "possible", "dropped") in found
    assert ("article", "harbour/warehouse-fire", "coverage") in found


def test_the_data_in_the_page_is_data_whatever_it_holds() -> None:
    page = Page(render(hostile_card()))
    (block,) = ["".join(d for path, d in page.texts if path[-1:] == ("script",) and d.startswith("{"))]
    held = json.loads(block)
    assert held["model"] == HOSTILE
    assert "<" not in block
