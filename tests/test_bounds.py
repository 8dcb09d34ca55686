"""Small inputs that would cost much: each is refused in one line, everywhere it can be read."""

from __future__ import annotations

import json
import math
import time
import tomllib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from gold_folder import ARTICLE, CARD, FACTS, LABELS, write_rows, write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import bounds
from bench.drafting.drafts_file import write_drafts
from bench.errors import InputError
from bench.facts import FACT
from bench.goldset import lint, load
from bench.goldset.content import read_content
from bench.goldset.exchange.formats import import_sets
from bench.goldset.intake import find_articles
from bench.goldset.nesting import refuse_deep
from bench.goldset.set_toml import parse_set_toml
from bench.records import Article
from bench.scorers.rules.matching.fact_arrays import FactArrays
from bench.scorers.rules.matching.mention_model import _home_and_elsewhere
from bench.scorers.rules.matching.terms import LemmaIndex
from runners.replay import Replay

ROOT = Path(__file__).parent.parent
VALUES = tomllib.loads((Path(__file__).parent / "data" / "values.toml").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "harbour")


def most(monkeypatch: pytest.MonkeyPatch, **numbers: int) -> None:
    """Lower some bounds, so that a test of them is quick."""
    lower = {**bounds.bounds(), **{name: bounds.bounds()[name]._replace(most=most) for name, most in numbers.items()}}
    monkeypatch.setattr(bounds, "bounds", lambda: lower)


def refused_by_all(folder: Path) -> list[str]:
    """What loading, exporting and linting say of a set that each of them refuses; one line each, and soon."""
    start = time.process_time()
    messages = []
    for reader in (lambda: load(str(folder)), lambda: read_content(folder)):
        with pytest.raises(InputError) as caught:
            reader()
        messages.append(str(caught.value))
    messages.append(str(next(finding for finding in lint(folder) if not finding.is_warning)))
    assert time.process_time() - start < 1
    assert all("\n" not in message and len(message) < 500 for message in messages)
    return messages


def test_the_bounds_are_in_the_documentation():
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [f"| {bound.of} | {bound.most:,} |" for bound in bounds.bounds().values()]
    assert "\n".join(rows) in text


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (".".join("a" * 1_000) + "=1", "more than 16 parts of a dotted key"),
        (".".join("a" * 40_000) + "=1", "more than 16 parts of a dotted key"),
        (CARD + "[" + " . ".join(["'a'"] * 400) + "]\n", "more than 16 parts of a dotted key in a set.toml"),
        ("x = " + "[" * 100_000, "more than 32 brackets inside one another"),
        ("x = " + "[" * 200 + "]" * 200, "more than 32 brackets inside one another"),
        ("x = " + "{a = " * 100 + "1" + "}" * 100, "more than 32 brackets inside one another"),
        ("x = " + "9" * 5_000, "no valid TOML"),
    ],
)
def test_a_card_that_goes_too_deep_is_refused(folder, card, said):
    (folder / "set.toml").write_text(card, encoding="utf-8")
    assert all(said in message and "set.toml" in message for message in refused_by_all(folder))


def test_a_card_may_hold_what_people_write(folder):
    dots = ". ".join(["Addresses", "www.example.co.uk/a.b.c?d=1.2.3.4", "e.g. this one"]) + "." * 300
    card = parse_set_toml(f"# {dots}\n{CARD}\n[articles.late]\ntitle = '{dots}'\n")
    assert card["articles"]["late"]["title"] == dots


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"claim": "c" * 2_001}, "claim"),
        ({"claim": "c" * 1_000_000}, "claim"),
        ({"quote": "q" * 5_001}, "quote"),
        ({"cue": "c" * 1_001}, "cue"),
        ({"id": "f" * 501}, "id"),
        ({"note": "n" * 20_001}, "note"),
        ({"sources": [{"name": "n" * 1_001}]}, "sources.0.name"),
        ({"sources": [{"name": "n"}] * 51}, "sources"),
        ({"sources": [{"name": "n", "aliases": ["a"] * 51}]}, "sources.0.aliases"),
    ],
)
def test_a_fact_that_is_too_long_is_refused(folder, change, field):
    write_rows(folder / "ferry.facts.jsonl", [{**FACTS[0], **change}])
    assert all(f":1: field '{field}': more than" in message for message in refused_by_all(folder))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "t" * 100_001}, "text"),
        ({"labels": {f"f{number}": "omitted" for number in range(501)}}, "labels"),
        ({"flags": [{"code": "unsupported_number", "text": "45"}] * 501}, "flags"),
    ],
)
def test_a_labelled_summary_that_is_too_long_is_refused(folder, change, field):
    write_rows(folder / "ferry.labels.jsonl", [{**LABELS[1], **change}])
    assert all(f":1: field '{field}': more than" in message for message in refused_by_all(folder))


def test_a_set_that_is_too_large_is_refused(folder, monkeypatch):
    most(monkeypatch, article_facts=2, article_summaries=1)
    messages = refused_by_all(folder)
    assert all("ferry.facts.jsonl:3: more than 2 gold facts of an article; keep" in message for message in messages)
    with pytest.raises(InputError, match="more than 2 gold facts"):
        write_drafts(folder / "ferry.facts.jsonl", Article(gold="g", id="ferry", title="t", text=ARTICLE))
    write_rows(folder / "ferry.facts.jsonl", FACTS[:2])
    write_rows(folder / "ferry.labels.jsonl", [{**label, "labels": {}} for label in LABELS])
    assert all("labels.jsonl:2: more than 1 labelled summaries" in message for message in refused_by_all(folder))


@pytest.mark.parametrize("sign", ["[", "“", '"', "a; ", "\na"])
def test_an_article_that_is_too_long_is_refused(folder, sign):
    (folder / "ferry.txt").write_text(sign * 200_001, encoding="utf-8")
    assert all("ferry.txt: more than 200,000 characters" in message for message in refused_by_all(folder))


@pytest.mark.parametrize("depth", [40, 900, 100_000])
def test_what_is_nested_too_deeply_is_refused(folder, depth):
    deep = "[" * depth + "]" * depth
    line = json.dumps(FACTS[0])[:-1] + f', "note": {deep}}}\n'
    (folder / "ferry.facts.jsonl").write_text(line, encoding="utf-8")
    assert all(":1: " in message and "more than 32 brackets" in message for message in refused_by_all(folder))
    for name, text, reader in (
        ("s.jsonl", f'{{"article": "ferry", "text": "t", "x": {deep}}}\n', Replay),
        ("a.jsonl", f'{{"text": {deep}}}\n', lambda path: find_articles(str(path))),
        ("tasks.json", deep, lambda path: import_sets(path, folder.parent / "new")),
    ):
        (folder.parent / name).write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="more than 32 brackets"):
            reader(folder.parent / name)


@given(depth=st.integers(1, 60), inner=st.sampled_from(["list", "dict"]), wide=st.integers(1, 3))
def test_depth_is_that_of_the_deepest_branch(depth, inner, wide):
    value: object = 1
    for _ in range(depth):
        value = [1] * wide + [value] if inner == "list" else {"a": 1, "b": value}
    try:
        refuse_deep(value)
        is_refused = False
    except ValueError:
        is_refused = True
    assert is_refused == (depth > bounds.most("nesting"))


def test_a_line_that_is_too_long_is_refused(folder, monkeypatch):
    most(monkeypatch, line=100)
    assert all("facts.jsonl:1: more than 100 characters of a line" in message for message in refused_by_all(folder))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([1], "row 1 holds more than 200,000 characters of an article"),
        # a gigabyte in 10 KB, as it is stored
        ([0, *[1] * 1_000], "row 2 holds more than 200,000 characters"),
    ],
)
def test_a_table_of_huge_texts_is_refused(tmp_path, numbers, said):
    path = tmp_path / "a.parquet"
    texts = pa.DictionaryArray.from_arrays(numbers, ["The ferry left.", "x" * 1_000_000])
    pq.write_table(pa.table({"text": texts}), path, compression="zstd", store_schema=False)
    assert path.stat().st_size < 100_000
    with pytest.raises(InputError, match=said):
        find_articles(str(path))


@pytest.mark.parametrize(("bound", "of"), [("table", "bytes of a table"), ("table_rows", "rows of a Parquet file")])
def test_a_table_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch, bound, of):
    pq.write_table(pa.table({"text": ["The ferry left."] * 20}), tmp_path / "a.parquet")
    assert len(find_articles(str(tmp_path / "a.parquet")).articles) == 20
    most(monkeypatch, **{bound: 19})
    with pytest.raises(InputError, match=f"more than 19 {of}"):
        find_articles(str(tmp_path / "a.parquet"))


@pytest.mark.parametrize("kind", ["txt", "md", "html", "jsonl", "csv"])
def test_an_article_from_elsewhere_that_is_too_long_is_refused(tmp_path, monkeypatch, kind):
    most(monkeypatch, article=100)
    text = "The ferry left the port. " * 8
    table = {"jsonl": json.dumps({"text": text}), "csv": f"text\n{text}\n", "html": f"<html><body><p>{text}</p></html>"}
    (tmp_path / f"a.{kind}").write_text(table.get(kind, text), encoding="utf-8")
    with pytest.raises(InputError, match=rf"a\.{kind}.*more than 100 characters of an article"):
        find_articles(str(tmp_path / f"a.{kind}"))


def fact_line(value: str) -> str:
    return json.dumps({**FACTS[2], "value": "VALUE"}).replace('"VALUE"', value) + "\n"


@pytest.mark.parametrize("value", VALUES["refused"]["values"])
def test_a_value_that_is_none_is_refused_everywhere(folder, value):
    (folder / "ferry.facts.jsonl").write_text(fact_line(value), encoding="utf-8")
    assert all(":1: field 'value': " in message for message in refused_by_all(folder))


@pytest.mark.parametrize("value", VALUES["broken"]["values"])
def test_a_value_that_is_no_json_is_refused_everywhere(folder, value):
    (folder / "ferry.facts.jsonl").write_text(fact_line(value), encoding="utf-8")
    assert all("facts.jsonl:1: " in message for message in refused_by_all(folder))


@pytest.mark.parametrize("value", VALUES["taken"]["values"])
def test_a_value_is_taken_everywhere(folder, value):
    (folder / "ferry.facts.jsonl").write_text(fact_line(value), encoding="utf-8")
    (folder / "ferry.labels.jsonl").unlink()
    assert [finding for finding in lint(folder) if not finding.is_warning] == []
    assert load(str(folder)).articles[0].facts[0].fact == read_content(folder).articles[0].facts[0]


@given(value=st.floats(), high=st.none() | st.floats())
def test_any_number_is_an_amount_or_refused(value, high):
    row = {**FACTS[2], "value": value, "value_high": high, "comparator": "between" if high is not None else "exactly"}
    try:
        fact = FACT.validate_python(row)
    except ValueError:
        return
    numbers = [number for number in (fact.value, fact.value_high) if number is not None]
    assert all(math.isfinite(number * other) for number in numbers for other in numbers)


def test_words_that_all_begin_alike_are_compared_with_few():
    index = LemmaIndex(f"ferry{number}" for number in range(5_000))
    assert len(index.alike("ferry4999")) <= 201
    assert index.alike("ferry4999")["ferry4999"] == 1.0


@settings(max_examples=30)
@given(data=st.data(), passages=st.integers(0, 4), statements=st.integers(0, 4), facts=st.integers(0, 3))
def test_home_and_elsewhere_are_the_best_of_each(data, passages, statements, facts):
    shares = st.sampled_from([0.0, 0.25, 0.5, 1.0])
    explained = np.array(data.draw(st.lists(shares, min_size=passages * statements, max_size=passages * statements)))
    explained = explained.reshape(passages, statements)
    arrays = FactArrays([], statements)
    flags = data.draw(st.lists(st.booleans(), min_size=facts * statements, max_size=facts * statements))
    arrays.is_home = np.array(flags, dtype=bool).reshape(facts, statements)
    home, elsewhere = _home_and_elsewhere(explained, arrays)
    is_home = arrays.is_home[:, np.newaxis]
    assert (home == np.where(is_home, explained, 0.0).max(axis=2, initial=0.0)).all()
    assert (elsewhere == np.where(is_home, 0.0, explained).max(axis=2, initial=0.0)).all()
