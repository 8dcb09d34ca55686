"""What other programs import: it costs nothing until it is used, and keeps what `__all__` promises."""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import allegedly
from bench.scorers import get

ROOT = Path(__file__).parent.parent
COURTS = allegedly.load("courts")
ARTICLE = next(gold for gold in COURTS.articles if gold.article.id == "lantern")
DROPPED = "Tobias Wrenning led the network."


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def summary(text: str = DROPPED, **changed: object) -> allegedly.Summary:
    about = {"id": "1", "gold": "courts", "article": "lantern", "model": "mine", "text": text}
    return allegedly.Summary.model_validate({**about, **changed})


@pytest.mark.parametrize("name", allegedly.__all__)
def test_every_promised_name_is_there_and_described(name):
    value = getattr(allegedly, name)
    assert isinstance(value, str) or inspect.getdoc(value)
    assert name in dir(allegedly)


def test_type_checkers_are_told_the_names_that_are_promised():
    tree = ast.parse((ROOT / "allegedly" / "__init__.py").read_text(encoding="utf-8"))
    typed = next(node for node in tree.body if isinstance(node, ast.If))
    told = {alias.name: node.module for node in typed.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told == allegedly._HOMES
    assert sorted(told) == sorted(allegedly.__all__)


def test_type_checkers_know_the_types_and_refuse_other_names(tmp_path):
    user = tmp_path / "user.py"
    # Other libraries are left out, since their types are none of this and take most of a minute.
    config = tmp_path / "mypy.ini"
    config.write_text(
        "[mypy]\nplugins = pydantic.mypy\nignore_missing_imports = True\nfollow_imports = skip\n"
        "[mypy-allegedly,bench,bench.records.*,bench.reading,bench.reading.reader,pydantic.*]\n"
        "follow_imports = normal\n",
        encoding="utf-8",
    )
    user.write_text("import allegedly\nreveal_type(allegedly.read('x'))\nallegedly.nothing\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(config), "--cache-dir", os.devnull, str(user)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Revealed type is "list[bench.records.statement.Statement]"' in done.stdout, done.stdout + done.stderr
    assert 'Module has no attribute "nothing"' in done.stdout


def test_a_name_that_is_not_promised_is_not_there():
    with pytest.raises(AttributeError, match="has no attribute 'scorer'"):
        allegedly.scorer  # noqa: B018


def test_importing_it_loads_nothing_else():
    loaded = python("import sys; before = set(sys.modules); import allegedly; print(*set(sys.modules) - before)")
    assert set(loaded.split()) == {"allegedly"}


def test_the_example_of_its_documentation_runs_and_is_that_of_the_readme():
    example = textwrap.dedent(allegedly.__doc__.partition("\n\n")[2].partition("\n\n`__all__`")[0])
    assert f"```python\n{example}\n```" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "dropped_hedge major f08: The article" in python(example)


def test_it_scores_as_the_command_does():
    scored = allegedly.score(COURTS, [summary()])
    (expected,) = get("rules").score(ARTICLE, [summary()])
    assert (scored.outcomes, scored.flags) == (expected.outcomes, expected.flags)
    assert {outcome.fact for outcome in scored.outcomes} == {located.fact.id for located in ARTICLE.facts}
    assert any(outcome.verdict == "dropped_hedge" for outcome in scored.outcomes)


def test_results_come_in_the_order_of_the_summaries():
    venezuela = allegedly.load("venezuela")
    other = summary(id="c", gold="venezuela", article=venezuela.articles[0].article.id)
    scored = allegedly.score([COURTS, venezuela], [summary(id="b"), other, summary(id="a")])
    assert list(dict.fromkeys(outcome.summary for outcome in scored.outcomes)) == ["b", "c", "a"]


@pytest.mark.parametrize("status", ["empty", "refused", "failed"])
def test_what_was_not_produced_is_never_scored(status):
    scored = allegedly.score(COURTS, [summary(status=status)])
    assert (scored.outcomes, scored.flags) == ((), ())


def test_flags_are_handed_over():
    scored = allegedly.score(COURTS, [summary(f"{DROPPED} It has 4,711 members.")])
    assert [(flag.code, flag.text) for flag in scored.flags] == [("unsupported_number", "4,711")]


@pytest.mark.parametrize(
    ("sets", "changed", "message"),
    [
        (["courts"], {"article": "moon"}, "^summary: row 1: field 'article': no article 'moon' in courts"),
        (["venezuela"], {}, "^summary: row 1: field 'gold': 'courts' is none of the gold sets venezuela$"),
        ([], {}, "^no gold set: name one"),
        (["venezuela", "venezuela"], {}, "two of the gold sets are called 'venezuela'"),
    ],
)
def test_what_does_not_fit_is_refused(sets, changed, message):
    with pytest.raises(allegedly.AllegedlyError, match=message):
        allegedly.score(map(allegedly.load, sets), [summary(**changed)])


def test_a_scorer_that_does_not_exist_is_refused():
    with pytest.raises(allegedly.AllegedlyError, match="no scorer 'dice'"):
        allegedly.score("courts", [], scorer="dice")


def test_a_text_is_read_into_statements():
    (statement,) = allegedly.read("Rubio claims that at least 83 people may have died.")
    assert [credit.source for credit in statement.credits] == ["Rubio"]
    assert [hedge.cue for hedge in statement.hedges] == ["claims", "may"]
    assert [(quantity.value, quantity.comparator) for quantity in statement.quantities] == [(83, "at_least")]
