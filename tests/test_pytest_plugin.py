"""The fixture that fails tests of other programs, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from gold_folder import write_set

pytest_plugins = ("pytester",)

TESTS = """
import pytest

TRUE = "The port authority claims that the ferry left on time."
FALSE = "The ferry left on time, and 4,711 people were on it."


def test_right(allegedly):
    result = allegedly.check(TRUE, gold="set")
    assert result.score.overall.coverage.count == 1


def test_wrong(allegedly):
    allegedly.check(FALSE, gold="set", article="ferry")


def test_allowed(allegedly):
    allegedly.check(FALSE, gold="set", article="ferry", allow={"f01", "unsupported_number"})


def test_minor(allegedly):
    allegedly.check("The ferry was late. Earlier, the port authority claimed that the ferry left on time.", gold="set")


def test_empty(allegedly):
    allegedly.check(" ", gold="set")


def test_no_such_set(allegedly):
    allegedly.check(TRUE, gold="nothing")
"""


def test_a_summary_that_distorts_its_article_fails_its_test(pytester):
    write_set(pytester.path / "set")
    pytester.makepyfile(TESTS)
    done = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    done.assert_outcomes(passed=3, failed=3)
    shown = done.stdout.str()
    assert "the summary distorts the article 'ferry' of 'harbour':" in shown
    assert "  article: “The port authority claims that the ferry left on time.”" in shown
    assert "  summary: “ferry left on time”" in shown
    assert "unsupported_number: " in shown
    assert "the summary is empty" in shown
    assert "no gold set 'nothing': shipped are" in shown
    assert "Error" not in shown


def test_who_does_not_use_it_pays_nothing():
    code = (
        "import sys, pytest; before = set(sys.modules); import allegedly.pytest_plugin; "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["allegedly", "allegedly.pytest_plugin"]


def test_it_is_found_by_its_entry_point(request: pytest.FixtureRequest):
    assert request.config.pluginmanager.has_plugin("allegedly")
