"""Every verdict in several wordings: the cases under data/verdicts.

They are what the scorer gets right and must not lose: a net, not a measure of how good it is (`bench validate` is one).
A file is an article, its facts, and summaries; as in a gold set, a fact that `verdicts` leaves out is omitted. An error
is major unless its fact is listed under `minor`; `flags` are all that a summary gets; `xfail` says what is still wrong.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bench.facts import FACT
from bench.goldset import GoldArticle, locate
from bench.records import CODES, ERROR_CODES, FLAG_CODES, KINDS, Article, Summary, Verdict
from bench.scorers.interface import ScoredSummary
from bench.scorers.rules import RulesScorer

FILES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "data" / "verdicts").glob("*.toml"))
}
CASES = [
    pytest.param(
        name,
        summary,
        id=f"{name}: {summary['wording']}",
        marks=[pytest.mark.xfail(strict=True, reason=summary["xfail"])] if "xfail" in summary else [],
    )
    for name, file in FILES.items()
    for summary in file["summary"]
]


@cache
def scorer() -> RulesScorer:
    """One for all cases: an article is read once."""
    return RulesScorer()


@cache
def gold(name: str) -> GoldArticle:
    """The article of a file with its facts."""
    file = FILES[name]
    text = file["article"]
    article = Article(gold="cases", id=name, title="", date=file.get("date"), text=text)
    return GoldArticle(article=article, facts=tuple(locate(FACT.validate_python(row), text) for row in file["fact"]))


def judge(name: str, text: str) -> ScoredSummary:
    """What the scorer says of one summary."""
    summary = Summary(id="s", gold="cases", article=name, model="m", text=text)
    (judgement,) = scorer().score(gold(name), [summary])
    return judgement


@pytest.mark.parametrize(("name", "summary"), CASES)
def test_case(name: str, summary: dict[str, Any]) -> None:
    assert not summary.keys() - {"wording", "text", "verdicts", "minor", "flags", "xfail"}
    found = judge(name, summary["text"])
    wanted = {fact.fact.id: "omitted" for fact in gold(name).facts} | summary.get("verdicts", {})
    assert {one.fact: one.verdict for one in found.outcomes} == wanted, [one.reason for one in found.outcomes]
    for one in found.outcomes:
        severity = "minor" if one.fact in summary.get("minor", ()) else "major"
        assert one.severity == (severity if one.is_error else None), one.reason
        assert bool(one.spans) == one.is_mention
        assert one.reason
    assert [[flag.code, flag.text] for flag in found.flags] == summary.get("flags", [])


def test_there_are_cases_of_every_verdict_and_flag() -> None:
    verdicts = {verdict for _, summary in _summaries() for verdict in summary.get("verdicts", {}).values()}
    assert verdicts == {"preserved", *ERROR_CODES}
    assert {code for _, summary in _summaries() for code, _ in summary.get("flags", ())} == set(FLAG_CODES)


@pytest.mark.parametrize("kind", KINDS)
def test_there_are_cases_of_every_kind_left_out_and_kept(kind: str) -> None:
    of_kind = {name: {row["id"] for row in file["fact"] if row["kind"] == kind} for name, file in FILES.items()}
    kept = [
        fact
        for name, summary in _summaries()
        for fact, verdict in summary.get("verdicts", {}).items()
        if fact in of_kind[name] and verdict == "preserved"
    ]
    left_out = [name for name, summary in _summaries() if of_kind[name] - summary.get("verdicts", {}).keys()]
    assert len(kept) >= 5
    assert len(left_out) >= 5


@pytest.mark.parametrize("code", ERROR_CODES)
def test_there_are_several_wordings_of_every_error(code: Verdict) -> None:
    kind = next(kind for kind, codes in CODES.items() if code in codes)
    facts = {(name, row["id"]) for name, file in FILES.items() for row in file["fact"] if row["kind"] == kind}
    found = [
        (name, fact)
        for name, summary in _summaries()
        for fact, verdict in summary.get("verdicts", {}).items()
        if verdict == code
    ]
    assert len(found) >= 4
    assert set(found) <= facts


def _summaries() -> list[tuple[str, dict[str, Any]]]:
    return [(name, summary) for name, file in FILES.items() for summary in file["summary"]]
