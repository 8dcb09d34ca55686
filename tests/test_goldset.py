from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold_folder import FACTS, write_rows, write_set
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import InputError, UsageError
from bench.facts import HedgeFact
from bench.goldset import load, load_all, locate, shipped
from bench.goldset.locate import NotLocatedError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "harbour")


def test_every_shipped_set_loads():
    for name, path in shipped().items():
        gold = load(name)
        assert gold.card.name == name == path.name
        assert gold.is_shipped
        assert gold.ref.path is None
        assert load(str(path)) == gold


def test_a_folder_loads_with_its_facts_in_place(folder):
    gold = load(str(folder))
    article = gold.articles[0]
    assert article.article.date == "2025-11-24"
    assert [article.article.text[slice(*one.cue)] for one in article.facts] == [
        "claims",
        "allegedly",
        "over 20",
    ]
    assert all(article.article.text[slice(*one.quote)] == one.fact.quote for one in article.facts)
    assert [one.id for one in article.labels] == ["s01", "s02"]
    assert gold.ref.path == str(folder.resolve())


def test_the_hash_follows_what_a_score_depends_on_and_nothing_else(folder):
    before = load(str(folder)).hash
    (folder / "ferry.labels.jsonl").unlink()
    write_rows(folder / "ferry.facts.jsonl", [{**row, "note": "see the minutes"} for row in FACTS])
    (folder / "ferry.txt").write_bytes((folder / "ferry.txt").read_bytes().replace(b"\n", b"\r\n"))
    assert load(str(folder)).hash == before
    write_rows(folder / "ferry.facts.jsonl", [{**FACTS[0], "claim": "it left"}, *FACTS[1:]])
    assert load(str(folder)).hash != before


def test_all_shipped_sets_are_meant_when_none_is_named():
    assert [gold.card.name for gold in load_all([])] == list(shipped())


def test_sets_of_one_name_are_refused(tmp_path):
    paths = [str(write_set(tmp_path / name)) for name in ("one", "two")]
    with pytest.raises(UsageError, match="two of the gold sets are called 'harbour'"):
        load_all(paths)


@pytest.mark.parametrize("name", ["no-such-set", "."])
def test_what_is_no_set_is_named(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"no gold set|no set\.toml"):
        load(name)


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [
        ("set.toml", "name = ", "set.toml"),
        (
            "set.toml",
            'name = "a"\nversion = "1"\n[articles."../ferry"]\ntitle = "t"',
            "set.toml: field 'articles.",
        ),
        (
            "set.toml",
            'name = "a"\nversion = "1"\n[articles.ferry]\ntitle = "t"\ndate = "soon"',
            "articles.ferry.date",
        ),
        ("ferry.facts.jsonl", "\n{broken", "ferry.facts.jsonl:2: not a JSON object"),
        ("ferry.facts.jsonl", "[]", "ferry.facts.jsonl:1: not a JSON object"),
        ("ferry.facts.jsonl", '{"id": "a", "id": "b"}', "the key 'id' stands twice"),
        ("ferry.facts.jsonl", json.dumps({**FACTS[2], "value": float("nan")}), "NaN is no number"),
        ("ferry.facts.jsonl", json.dumps({**FACTS[0], "quote": "The ferry is on time"}), "field 'quote'"),
        ("ferry.facts.jsonl", json.dumps({**FACTS[0], "cue": "shouts"}), "field 'cue'"),
        ("ferry.facts.jsonl", json.dumps({**FACTS[0], "occurrence": 10**30}), "field 'occurrence'"),
        ("ferry.facts.jsonl", json.dumps({**FACTS[0], "extra": 1}), "field 'extra': unknown key"),
        ("ferry.facts.jsonl", json.dumps({**FACTS[0], "claim": "\ud800"}), "field 'claim'"),
        ("ferry.facts.jsonl", 2 * (json.dumps(FACTS[0]) + "\n"), "ferry.facts.jsonl:2: field 'id'"),
        (
            "ferry.labels.jsonl",
            '{"id": "s", "model": "m", "text": "t", "labels": {"f09": "omitted"}}',
            "'f09'",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(folder, file, text, where):
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(str(folder))
    assert where in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("file", ["ferry.txt", "ferry.facts.jsonl"])
def test_a_missing_file_is_named(folder, file):
    (folder / file).unlink()
    with pytest.raises(InputError, match=f"{file}: no such file"):
        load(str(folder))


def test_what_is_not_utf8_is_said(folder):
    (folder / "ferry.txt").write_bytes("café".encode("latin-1"))
    with pytest.raises(InputError, match=r"ferry\.txt: not UTF-8 \(byte 3\)"):
        load(str(folder))


def hedge(quote: str, cue: str, occurrence: int = 1) -> HedgeFact:
    return HedgeFact(id="f", kind="hedge", quote=quote, claim="c", cue=cue, strength="alleged", occurrence=occurrence)


@given(before=st.text(), quote=st.text(min_size=1), cue=st.data(), after=st.text())
def test_offsets_are_code_points(before, quote, cue, after):
    start = cue.draw(st.integers(0, len(quote) - 1))
    cue_text = quote[start : cue.draw(st.integers(start + 1, len(quote)))]
    text = before + quote + after
    located = locate(hedge(quote, cue_text), text)
    assert text[slice(*located.quote)] == quote
    assert text[slice(*located.cue)] == cue_text
    assert located.quote[0] <= located.cue[0] < located.cue[1] <= located.quote[1]


def test_an_emoji_counts_as_one():
    assert locate(hedge("may sink", "may"), "🚢🇻🇪 may sink").quote == (4, 12)


def test_the_occurrence_is_the_one_that_is_meant():
    text = "it may. it may. it may."
    assert locate(hedge("it may", "may", 3), text).quote == (16, 22)
    with pytest.raises(NotLocatedError, match="stands only 3 times"):
        locate(hedge("it may", "may", 4), text)


def test_a_quote_that_is_not_there_comes_with_the_nearest_text():
    with pytest.raises(NotLocatedError, match="“The ferry was late”"):
        locate(hedge("The fery was late", "was"), "No. The ferry was late, again.")
