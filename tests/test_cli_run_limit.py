"""`bench run --limit N`: which articles are taken, and that the run says so everywhere."""

from __future__ import annotations

import pytest
from bench_process import bench, refused
from gold_folder import write_set

from bench.goldset import first_articles, load
from bench.pipeline.comparing import compare
from bench.rundir import RunDir

ARTICLES = ("one", "two", "three")


@pytest.fixture
def folder(tmp_path):
    write_set(tmp_path / "harbour", articles=ARTICLES)
    write_set(tmp_path / "airport", name="airport", articles=("gate",))
    return tmp_path


@pytest.mark.parametrize(
    ("limit", "taken"),
    [
        (1, {"airport": ["gate"]}),
        (2, {"airport": ["gate"], "harbour": ["one"]}),
        (3, {"airport": ["gate"], "harbour": ["one", "two"]}),
        (4, {"airport": ["gate"], "harbour": ["one", "two", "three"]}),
        (99, {"airport": ["gate"], "harbour": ["one", "two", "three"]}),
    ],
)
def test_articles_are_taken_of_each_set_in_turn(folder, limit, taken):
    sets = [load(str(folder / name)) for name in ("harbour", "airport")]
    for order in (sets, sets[::-1]):
        limited = first_articles(order, limit)
        assert {gold.card.name: [one.article.id for one in gold.articles] for gold in limited} == taken
        assert [gold.card.name for gold in limited] == [g.card.name for g in order if g.card.name in taken]
    # Whatever takes all is no trial, and the same run as without a limit.
    assert (first_articles(sets, 99), first_articles(sets, 4)) == (tuple(sets), tuple(sets))


def test_a_trial_says_so_and_is_continued_and_compared_as_one(folder):
    asked = ("run", "--model", "lead-3", "--gold", "harbour", "--gold", "airport")
    done = bench(*asked, "--limit", "2", "--out", "trial", cwd=folder)
    assert done.returncode == 0, done.stderr
    trial = RunDir(folder / "trial")
    assert {ref.name: ref.first for ref in trial.manifest().gold} == {"harbour": 1, "airport": None}
    assert "|gold:harbour@1+" in trial.score().signature
    assert "… first 1,airport@1+" in trial.score().signature
    assert "harbour@1 (its first 1 article alone), airport@1: 2 summaries scored" in done.stdout
    page = trial.scorecard.read_text(encoding="utf-8")
    assert "its first 1 article alone" in page
    assert "the articles of this trial, the first of each set" in page
    assert bench("report", "trial", cwd=folder).returncode == 0
    assert trial.scorecard.read_text(encoding="utf-8") == page
    said = refused(bench(*asked, "--limit", "3", "--out", "trial", cwd=folder))
    assert "gold.harbour.first: 1 → 2" in said
    assert bench(*asked, "--out", "whole", cwd=folder).returncode == 0
    comparison = compare([folder / "trial", folder / "whole"]).comparison
    (warning,) = comparison.warnings
    assert "not on the same articles: the first 1 of harbour (lead-3 (trial)); all (lead-3 (whole))" in warning
    assert comparison.contrasts[0].pairs == 2
    assert "was scored on other gold" in refused(bench("report", "trial", "--beside", "whole", cwd=folder))
