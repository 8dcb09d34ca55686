from __future__ import annotations

from pathlib import Path

import pytest
from fake_scorer import FakeScorer
from gold_folder import FACTS, write_rows, write_set

from bench import __version__
from bench.errors import UsageError
from bench.goldset import load
from bench.pipeline import adjust, begin, describe, differences, report, score_run, sets_of, signature
from bench.records import Endpoint, Manifest, PromptRef, SetRef, Summary
from bench.rundir import RunDir

VENEZUELA = SetRef(name="venezuela", version="1", hash="9f3a00112233")
PROMPT = PromptRef(name="default", hash="1c2d44556677")


@pytest.fixture
def gold(tmp_path: Path):
    return load(str(write_set(tmp_path / "harbour")))


def manifest(gold, **changes) -> Manifest:
    asked = {
        "model": "openai:x",
        "endpoint": Endpoint(provider="openai", base_url="http://one/v1"),
        "sets": [gold],
        "scorer": FakeScorer(),
        "parameters": {"temperature": 0, "max_tokens": 300},
        "prompt": PROMPT,
    }
    return describe(**(asked | changes))


def summary(sample: int, text: str, status="ok") -> Summary:
    return Summary(
        id=f"harbour/ferry#{sample}",
        gold="harbour",
        article="ferry",
        model="m",
        sample=sample,
        text=text,
        status=status,
    )


def test_the_signature_names_everything_that_a_score_depends_on():
    courts = SetRef(name="courts", version="2", hash="abcdef012345")
    assert (
        signature([VENEZUELA], PROMPT, "rules@1", 1, 0.0)
        == f"allegedly {__version__}|gold:venezuela@1+9f3a…|prompt:default+1c2d…|scorer:rules@1"
        "|samples:1|temperature:0"
    )
    assert (
        signature([VENEZUELA, courts], None, "rules@1", 3, None)
        == f"allegedly {__version__}|gold:venezuela@1+9f3a…,courts@2+abcd…|scorer:rules@1|samples:3"
    )
    assert signature([VENEZUELA], None, "rules@1", 1, 0.25).endswith("|temperature:0.25")


def test_a_run_that_asks_for_the_same_goes_on(gold, tmp_path):
    run = RunDir(tmp_path / "run")
    first = begin(run, manifest(gold))
    run.append(summary(0, "A ferry ran."))
    assert begin(run, manifest(gold).model_copy(update={"created": "later"})) == first
    assert run.manifest() == first


def test_a_run_that_has_collected_nothing_gives_way(gold, tmp_path):
    run = RunDir(tmp_path / "run")
    begin(run, manifest(gold))
    other = manifest(gold, model="openai:y")
    assert begin(run, other) == run.manifest() == other


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"model": "openai:y"}, "model: openai:x → openai:y"),
        ({"parameters": {"temperature": 0.7, "max_tokens": 300}}, "parameters.temperature: 0 → 0.7"),
        ({"parameters": {"temperature": 0}}, "parameters.max_tokens: 300 → (none)"),
        ({"samples": 2}, "samples: 1 → 2"),
        ({"prompt": None}, "prompt.name: default → (none)"),
        (
            {"endpoint": Endpoint(provider="openai", base_url="http://two/v1")},
            "base_url: http://one/v1 → http://two/v1",
        ),
    ],
)
def test_a_run_that_asks_for_something_else_is_refused(gold, tmp_path, changes, shown):
    run = RunDir(tmp_path / "run")
    first = begin(run, manifest(gold))
    run.append(summary(0, "A ferry ran."))
    with pytest.raises(UsageError) as caught:
        begin(run, manifest(gold, **changes))
    assert shown in str(caught.value)
    assert "--out" in str(caught.value)
    assert run.manifest() == first


def test_what_a_server_refused_is_noted_and_still_the_same_question(gold, tmp_path):
    run = RunDir(tmp_path / "run")
    first = begin(run, manifest(gold))
    adjust(run, {"max_tokens": "sent as max_completion_tokens"})
    assert run.manifest().signature == first.signature
    adjust(run, {"temperature": "left out"})
    run.append(summary(0, "A ferry ran."))
    noted = run.manifest()
    assert noted.adjustments == {"max_tokens": "sent as max_completion_tokens", "temperature": "left out"}
    assert noted.signature == first.signature.replace("temperature:0", "temperature:default")
    assert begin(run, manifest(gold)) == noted


def test_a_gold_set_that_moved_is_the_same(gold, tmp_path):
    there = load(str(gold.folder.rename(tmp_path / "moved")))
    assert differences(manifest(gold), manifest(there)) == []


def test_a_changed_gold_set_is_another_question(gold):
    before = manifest(gold)
    write_rows(gold.folder / "ferry.facts.jsonl", [{**FACTS[0], "claim": "it left"}, *FACTS[1:]])
    after = manifest(load(str(gold.folder)))
    (shown,) = differences(before, after)
    assert shown.startswith("gold.harbour.hash: ")


def test_scoring_leaves_a_finished_run(gold, tmp_path):
    run = RunDir(tmp_path / "run")
    asked = begin(run, manifest(gold, samples=3))
    run.append(summary(0, "f01=preserved f02=dropped_hedge [so it goes]"))
    run.append(summary(1, "f03=unscored"))
    run.append(summary(2, "f01=misattribution", "failed"))
    steps: list[int] = []
    score = score_run(run, [gold], FakeScorer(), expected=3, step=lambda: steps.append(1))
    assert len(steps) == 2
    assert run.score() == score
    assert score.signature == asked.signature
    assert (score.overall.coverage.count, score.overall.coverage.of) == (2, 5)
    assert score.overall.codes["dropped_hedge"].count == 1
    assert score.overall.codes["misattribution"].count == 0
    assert score.flags["unsupported_quote"] == 1
    assert score.collected.statuses == {"ok": 2, "failed": 1}
    assert not score.collected.is_complete
    assert [one.fact for one in run.outcomes()] == ["f01", "f02", "f03"] * 2


def test_a_scored_run_is_rendered_from_its_folder_alone(gold, tmp_path):
    run = RunDir(tmp_path / "run")
    begin(run, manifest(gold))
    run.append(summary(0, "f02=dropped_hedge <script>alert(1)</script>"))
    score_run(run, [gold], FakeScorer(), expected=1, step=lambda: None)
    scorecard = report(run, sets_of(run.manifest()))
    assert scorecard == run.scorecard
    html = scorecard.read_text(encoding="utf-8")
    assert "<script>alert(1)" not in html
    assert run.manifest().signature in html


def test_a_run_is_not_rendered_with_other_facts_than_it_was_scored_with(gold, tmp_path):
    run = RunDir(tmp_path / "run")
    begin(run, manifest(gold))
    write_rows(gold.folder / "ferry.facts.jsonl", [{**FACTS[0], "claim": "it left"}, *FACTS[1:]])
    with pytest.raises(UsageError, match="'harbour' has changed since"):
        sets_of(run.manifest())


def test_a_set_without_facts_is_nothing_to_score_against(gold):
    (gold.folder / "ferry.facts.jsonl").write_text("", encoding="utf-8")
    (gold.folder / "ferry.labels.jsonl").unlink()
    with pytest.raises(UsageError, match="no gold facts in harbour"):
        manifest(load(str(gold.folder)))
