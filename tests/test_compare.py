from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_process import bench, refused
from compared_runs import ARTICLES, KEPT, WRONG, gold_at, other_hash, run_at

from bench.errors import UsageError
from bench.pipeline.comparing import compare
from bench.records import Comparison, PromptRef
from bench.rundir import RunDir


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return gold_at(tmp_path)


def test_two_runs_as_users_compare_them(tmp_path, gold):
    run_at(tmp_path / "runs" / "a", gold, KEPT, model="good")
    run_at(tmp_path / "runs" / "b", gold, WRONG, model="bad\x1b[31m")
    done = bench("compare", "runs/a", "runs/b", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert done.stdout.splitlines()[-1] == "runs/a-vs-b.html"
    assert "4 pairs of summaries of 4 articles" in done.stdout
    assert "they differ on 12 facts, 12 of them distorted by one and not another" in done.stdout
    page = (tmp_path / "runs" / "a-vs-b.html").read_text(encoding="utf-8")
    again = bench("report", "runs/a", "runs/b", cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    assert (tmp_path / "runs" / "a-vs-b.html").read_text(encoding="utf-8") == page
    told = bench("compare", "runs/a", "runs/b", "--json", "--out", "made/page.html", cwd=tmp_path)
    comparison = Comparison.model_validate(json.loads(told.stdout))
    assert told.stderr.splitlines()[-1] == "made/page.html"
    assert (tmp_path / "made" / "page.html").is_file()
    difference = comparison.contrasts[0].overall["faithfulness"]
    assert (difference.base.value, difference.other.value, difference.shift.value) == (1, 0, -1)
    assert difference.p == 2 / 2**4
    assert comparison == compare([tmp_path / "runs" / "a", tmp_path / "runs" / "b"]).comparison.model_copy(
        update={"entrants": comparison.entrants}
    )


def test_only_what_both_have_counts(tmp_path, gold):
    first = {article: [KEPT, WRONG] for article in ARTICLES}
    second = {"one": [WRONG, WRONG, WRONG], "two": KEPT}
    a, b = run_at(tmp_path / "a", gold, first, "x"), run_at(tmp_path / "b", gold, second, "y")
    (contrast,) = compare([a, b]).comparison.contrasts
    assert (contrast.articles, contrast.pairs, contrast.unpaired) == (2, 3, 8 + 4 - 6)
    faithfulness = contrast.overall["faithfulness"]
    assert (faithfulness.base.count, faithfulness.base.of) == (6, 9)
    assert (faithfulness.other.count, faithfulness.other.of) == (3, 9)


def test_what_was_not_judged_in_one_of_them_counts_in_neither(tmp_path, gold):
    a = run_at(tmp_path / "a", gold, KEPT, "x")
    b = run_at(tmp_path / "b", gold, "f01=unscored f02=dropped_hedge f03=preserved", "y")
    compared = compare([a, b]).comparison
    (contrast,) = compared.contrasts
    assert contrast.overall["coverage"].base.of == contrast.overall["coverage"].other.of == 8
    assert contrast.faithfulness["attribution"].p is None
    assert {fact.fact for fact in compared.differing} == {"f02"}


def test_facts_on_which_they_differ(tmp_path, gold):
    a = run_at(tmp_path / "a", gold, {"one": "f01=preserved f02=dropped_hedge", "two": KEPT}, "x")
    b = run_at(tmp_path / "b", gold, {"one": "f02=weakened_hedge f03=omitted", "two": KEPT}, "y")
    facts = {fact.fact: fact for fact in compare([a, b]).comparison.differing}
    assert set(facts) == {"f01", "f02"}
    assert facts["f02"].verdicts == {"x": "dropped_hedge", "y": "weakened_hedge"}
    assert facts["f02"].is_about_errors
    assert not facts["f01"].is_about_errors


def test_several_models_are_corrected_for(tmp_path, gold):
    runs = [run_at(tmp_path / name, gold, text, name) for name, text in (("a", KEPT), ("b", WRONG), ("c", WRONG))]
    compared = compare(runs).comparison
    assert [(one.base, one.other) for one in compared.contrasts] == [("a", "b"), ("a", "c")]
    for one in compared.contrasts:
        difference = one.overall["faithfulness"]
        assert difference.corrected == 2 * difference.p
        assert one.codes["dropped_hedge"].corrected == 1.0
        assert one.faithfulness["hedge"].corrected == pytest.approx(6 * one.faithfulness["hedge"].p)


def test_models_of_one_run_and_runs_of_one_model(tmp_path, gold):
    texts = {article: [f"x: {KEPT}", f"y: {WRONG}"] for article in ARTICLES}
    run = run_at(tmp_path / "a", gold, texts)
    with pytest.raises(UsageError, match="x and y have no summary of the same article and sample"):
        compare([run])
    RunDir(run).replace_summaries(one.model_copy(update={"sample": 0}) for one in RunDir(run).summaries())
    (contrast,) = compare([run]).comparison.contrasts
    assert (contrast.base, contrast.other, contrast.pairs) == ("x", "y", 4)
    assert contrast.overall["faithfulness"].shift.value == -1
    one, two = run_at(tmp_path / "b", gold, KEPT), run_at(tmp_path / "c", gold, WRONG)
    far = run_at(tmp_path / "far" / "c", gold, WRONG)
    labels = [entrant.label for entrant in compare([one, two, far]).comparison.entrants]
    assert labels == ["m (b)", f"m ({two})", f"m ({far})"]


def test_what_differs_besides_the_model_is_said(tmp_path, gold):
    a = run_at(tmp_path / "a", gold, KEPT, "x", prompt=PromptRef(name="short", hash="a" * 12))
    b = run_at(tmp_path / "b", gold, KEPT, "y", scorer="judge@2", samples=3, parameters={"temperature": 0.5})
    said = " ".join(compare([a, b]).comparison.warnings)
    assert "different scorers: fake@1 (x); judge@2 (y)" in said
    assert "The prompts differ: short+aaaa (x); no prompt (y)" in said
    assert "The numbers of samples differ: 1 (x); 3 (y)" in said
    assert "The temperatures differ: not set (x); 0.5 (y)" in said
    assert (
        compare([a, run_at(tmp_path / "c", gold, KEPT, "z", prompt=PromptRef(name="short", hash="a" * 12))])[0].warnings
        == ()
    )


def test_what_makes_no_sense_is_refused(tmp_path, gold):
    a = run_at(tmp_path / "a", gold, {"one": KEPT}, "x")
    run_at(tmp_path / "b", gold, {"two": KEPT}, "y")
    run_at(tmp_path / "c", gold, {"one": KEPT}, "z", gold=(other_hash(gold),))
    (tmp_path / "empty").mkdir()
    for names, said in (
        (("a",), "it holds one model only"),
        (("a", "a"), "named twice"),
        (("a", "a/../a"), "named twice"),
        (("a", "b"), "x and y have no summary of the same article and sample"),
        (("a", "c"), "the gold set 'harbour' is not the same in "),
        (("a", "empty"), "no manifest.json in it"),
    ):
        with pytest.raises(UsageError) as caught:
            compare([tmp_path / name for name in names])
        assert said in str(caught.value), names
    assert "the gold set 'harbour' is not the same in a" in refused(bench("compare", "a", "c", cwd=tmp_path))
    (a / "score.json").unlink()
    with pytest.raises(UsageError, match="unfinished"):
        compare([tmp_path / "b", a])
    with pytest.raises(UsageError, match="unfinished"):
        compare([a, tmp_path / "b", tmp_path / "b2"])


def test_a_run_that_cannot_be_read_is_named_and_left_out(tmp_path, gold):
    runs = [run_at(tmp_path / name, gold, KEPT, name) for name in "abcd"]
    (runs[2] / "score.json").unlink()
    (runs[3] / "outcomes.jsonl").write_text("{\n")
    comparison = compare(runs).comparison
    assert [entrant.label for entrant in comparison.entrants] == ["a", "b"]
    unfinished, broken = comparison.runs_left_out
    assert unfinished.startswith(f"{runs[2] / 'score.json'}: no such file; this run is unfinished")
    assert broken.startswith(f"{runs[3] / 'outcomes.jsonl'}:1: ")


def test_the_page_goes_where_it_can(tmp_path, gold):
    run_at(tmp_path / "a", gold, KEPT, "x")
    run_at(tmp_path / "b", gold, KEPT, "y")
    (tmp_path / "folder").mkdir()
    said = refused(bench("compare", "a", "b", "--out", "folder", cwd=tmp_path))
    assert said.startswith("bench: folder: is a folder, where a file should be")
    assert not list(tmp_path.glob(".*"))


def test_incomplete_runs_are_said_to_be(tmp_path, gold):
    a, b = run_at(tmp_path / "a", gold, KEPT, "x"), run_at(tmp_path / "b", gold, KEPT, "y")
    run = RunDir(b)
    score = run.score()
    collected = score.collected.model_copy(update={"expected": 9})
    run.finish(run.outcomes(), run.flags(), score.model_copy(update={"collected": collected}))
    assert compare([a, b]).comparison.warnings == (f"{b} is incomplete: some of its summaries could not be had.",)


def test_a_model_without_any_scored_summary_is_named(tmp_path, gold):
    run = RunDir(run_at(tmp_path / "a", gold, {"one": [f"x: {KEPT}", "y: No."]}))
    run.replace_summaries(
        one.model_copy(update={"status": "refused"}) if one.model == "y" else one for one in run.summaries()
    )
    comparison = compare([run.path, run_at(tmp_path / "b", gold, {"one": KEPT}, "z")]).comparison
    assert [entrant.label for entrant in comparison.entrants] == ["x", "z"]
    assert comparison.warnings == (f"{run.path}: no summary by y could be scored, so there is no figure for it.",)
