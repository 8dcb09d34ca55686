"""A scorer that another, really installed package brings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from bench_process import bench
from gold_folder import write_set

import allegedly
from bench.errors import EndpointError, UsageError
from bench.scorers import get, stored_trust

MODULE = '''
from fake_scorer import FakeScorer
from bench.errors import UsageError
from bench.scorers.judge.scorer import JudgeScorer


class Coin(FakeScorer):
    """Tosses a coin.

    And more.
    """

    name = "coin"
    is_copyable = False

    def __init__(self, spec):
        assert spec.name == self.name


class Asking(JudgeScorer):
    name = "asking"

    def __init__(self, spec):
        super().__init__(spec.judge or "")


class Short(Coin):
    name = "short"

    def score(self, gold, summaries):
        for scored in super().score(gold, summaries):
            yield scored.model_copy(update={"outcomes": scored.outcomes[1:]})


class Breaking(Coin):
    name = "breaking"

    def score(self, gold, summaries):
        raise ValueError("heads\\nor tails")


class Alias(Coin):
    name = "rules"

    def __init__(self, spec):
        pass


def half(spec):
    return object()


def unwilling(spec):
    raise UsageError("bring a coin")
'''
POINTS = """[allegedly.scorers]
coin = coins:Coin
asking = coins:Asking
short = coins:Short
breaking = coins:Breaking
alias = coins:Alias
half = coins:half
unwilling = coins:unwilling
nowhere = no_such_module:scorer
rules = coins:Coin
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    info = site / "coins-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "coins.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: coins\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.setenv("PYTHONPATH", f"{site}{os.pathsep}{Path(__file__).parent}")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "coins", raising=False)
    write_set(tmp_path / "gold")
    return tmp_path


def test_it_scores_and_is_measured(folder):
    result = allegedly.score(folder / "gold", "f01=dropped_attribution", scorer="coin")
    assert result.outcomes[0].verdict == "dropped_attribution"
    assert "|scorer:coin@1|" in result.score.signature
    assert result.score.corrected is None
    done = bench("validate", "--gold", "gold", "--scorer", "coin", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "kept for the scorecards of this scorer" in done.stdout
    assert stored_trust("coin@1").summaries == 2


def test_help_and_the_list_of_models_name_what_is_installed(folder):
    shown = " ".join(bench("run", "--help", cwd=folder).stdout.split())
    names = "alias, asking, breaking, coin, half, nowhere, rules, short, unwilling"
    assert f"Installed besides: {names}." in shown
    done = bench("models", cwd=folder)
    assert done.returncode == 0, done.stderr
    lines = [" ".join(line.split()) for line in done.stdout.partition("scorers (for --scorer):")[2].splitlines()]
    assert "coin ready Tosses a coin." in lines
    assert "half ready without a description" in lines
    assert "rules - Tosses a coin." in lines
    assert "the name is taken by one that comes with this tool" in lines
    assert any("'no_such_module:scorer' of the package coins cannot be loaded: ModuleNotFoundError" in x for x in lines)


@pytest.mark.parametrize(
    ("name", "judge", "message"),
    [
        ("half", None, "--scorer half: what 'coins:half' of the package coins returned is no scorer: it has no 'name'"),
        ("alias", None, "--scorer alias: the scorer of 'coins:Alias' of the package coins calls itself 'rules'"),
        ("nowhere", None, "'no_such_module:scorer' of the package coins cannot be loaded: ModuleNotFoundError"),
        ("unwilling", None, "bring a coin"),
        ("asking", None, "--scorer asking needs a model that judges"),
        ("coin", "openai:NAME", "--scorer coin asks no judge"),
    ],
)
def test_what_cannot_be_had_is_one_line(folder, name, judge, message):
    with pytest.raises((EndpointError, UsageError)) as caught:
        get(name, judge=judge)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("short", "ValueError: not one verdict for each fact of the article, in their order$"),
        ("breaking", "^--scorer breaking: 'coins:Breaking' of the package coins failed at the summary .*: heads or t"),
    ],
)
def test_what_breaks_while_it_scores_is_one_line(folder, name, message):
    with pytest.raises(EndpointError, match=message):
        allegedly.score(folder / "gold", "f01=preserved", scorer=name)


def test_a_name_that_is_taken_stays_with_its_owner(folder):
    assert get("rules").version != "1"


def test_one_that_asks_takes_its_verdicts_from_a_judge(folder):
    scorer = get("asking", judge="model:x")
    assert "model:x" in scorer.version
    (article,) = allegedly.load(str(folder / "gold")).articles
    summary = allegedly.Summary(id="1", gold="harbour", article="ferry", model="m", text="A ferry ran.")
    (scored,) = scorer.score(article, [summary])
    assert {outcome.verdict for outcome in scored.outcomes} == {"unscored"}
