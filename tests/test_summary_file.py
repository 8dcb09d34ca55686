from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold_folder import write_rows, write_set
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import InputError
from bench.goldset import load
from bench.pipeline import read_summary_file


@pytest.fixture
def sets(tmp_path: Path):
    return (load(str(write_set(tmp_path / "harbour"))),)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.jsonl"


def line(**keys: object) -> dict[str, object]:
    return {"article": "ferry", "text": "A ferry ran.", **keys}


def test_article_and_text_are_enough(file, sets):
    write_rows(file, [line(), line(text=" It sank.\n")])
    first, second = read_summary_file(file, sets).summaries
    assert (first.gold, first.article, first.model, first.sample) == ("harbour", "ferry", "mine", 0)
    assert (first.text, first.status) == ("A ferry ran.", "ok")
    assert (second.sample, second.text, second.raw) == (1, "It sank.", " It sank.\n")
    assert first.id != second.id


def test_several_models_and_keys_that_are_somebody_elses(file, sets):
    write_rows(file, [line(model="a", temperature=1), line(model="b"), line(model="a", sample=3), line(model="a")])
    assert [(one.model, one.sample) for one in read_summary_file(file, sets).summaries] == [
        ("a", 0),
        ("b", 0),
        ("a", 3),
        ("a", 4),
    ]


def test_an_id_is_kept_and_told_apart_where_articles_share_it(file, sets, tmp_path):
    both = (*sets, load(str(write_set(tmp_path / "two", "two"))))
    write_rows(file, [line(id="s1", gold="harbour"), line(id="s1", gold="two"), line(id="s2", gold="two")])
    assert [one.id for one in read_summary_file(file, both).summaries] == ["harbour/ferry:s1", "two/ferry:s1", "s2"]


def test_what_is_no_summary_is_not_scored(file, sets):
    write_rows(
        file,
        [
            line(text=""),
            line(text="I cannot help with that.", status="refused"),
            line(text="A ferry", status="truncated"),
            line(text="", status="ok"),
            line(text="", status="failed", id="x"),
            line(text="It ran.", status="ok", id="x"),
        ],
    )
    found = [(one.status, one.is_scored) for one in read_summary_file(file, sets).summaries]
    assert found == [
        ("empty", False),
        ("refused", False),
        ("truncated", True),
        ("empty", False),
        ("ok", True),
    ]


@pytest.mark.parametrize(
    ("bad", "field", "message"),
    [
        ({"article": "fery"}, "article", "no article 'fery' in harbour (did you mean 'ferry'?)"),
        ({"article": 3}, "article", "should be a valid string"),
        ({"text": None}, "text", "should be a valid string"),
        ({"text": "x" * 100_001}, "text", "more than 100,000 characters"),
        ({"sample": -1}, "sample", "greater than or equal to 0"),
        ({"status": "fine"}, "status", "'fine' is none of ok, empty"),
        ({"gold": "harbor"}, "gold", "'harbor' is none of the gold sets harbour"),
        ({"id": "s1"}, "id", "a second summary 's1'"),
        ({"id": ""}, "id", "empty"),
        ({"sample": 0}, "sample", "a second summary '0' of article 'ferry' by mine"),
        ({"sample": 0, "id": "s3"}, "sample", "a second summary '0'"),
        ({"article": "x" * 300}, "article", "no article 'xxx"),
        ({"article": "lander"}, "article", "'lander' in harbour; 'article' is the name of its text without .txt"),
    ],
)
def test_a_mistake_is_named_with_its_place(file, sets, bad, field, message):
    write_rows(file, [line(id="s1"), line(sample=1), line(**bad)])
    with pytest.raises(InputError) as caught:
        read_summary_file(file, sets)
    assert (caught.value.file, caught.value.line, caught.value.field) == (file, 3, field)
    assert message in caught.value.what
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_an_article_of_two_sets_needs_its_set(file, sets, tmp_path):
    both = (*sets, load(str(write_set(tmp_path / "two", "two"))))
    write_rows(file, [line()])
    with pytest.raises(InputError, match="'ferry' is an article of harbour and of two: add which"):
        read_summary_file(file, both)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no summaries in it"),
        ("{oops", "mine.jsonl:1: not a JSON object"),
        ("\n[]", "no summaries in it"),
        ('[{"article": "ferry"}, 3]', r"mine.jsonl: row 1: field 'text': missing"),
        ('[{"article": "ferry", "text": "x"}, 3]', "row 2: not a JSON object but a number"),
        ('[{"article": "ferry"', "no valid JSON array: Expecting"),
        ('{"article": "ferry", "text": "x"}\n[1]', "mine.jsonl:2: not a JSON object but an array"),
        ('{"article": "ferry", "article": "x"}', "mine.jsonl:1: .*the key 'article' stands twice"),
    ],
)
def test_a_file_that_is_no_file_of_summaries(file, sets, text, message):
    file.write_text(text)
    with pytest.raises(InputError, match=message):
        read_summary_file(file, sets)


ODD = {"article": "ferry", "text": "A \ud800 ferry.", "loss": float("nan"), "tags": [1], "id": 7}


@pytest.mark.parametrize("suffix", [".jsonl", ".json", ".csv", ".parquet"])
def test_what_other_programs_write_is_read(tmp_path, sets, suffix):
    path = tmp_path / f"mine{suffix}"
    rows = [ODD, line(text="It ran.", model="b", loss=0.5)]
    if suffix == ".jsonl":
        write_rows(path, rows)
    elif suffix == ".json":
        path.write_text(json.dumps(rows, indent=2))
    elif suffix == ".csv":
        path.write_text("article,text,id,model,sample,loss\nferry,A \ufffd ferry.,7,,,nan\nferry,It ran.,,b,0,0.5\n")
    else:
        datasets = pytest.importorskip("datasets")
        columns = {
            "article": ["ferry"] * 2,
            "text": ["A \ufffd ferry.", "It ran."],
            "id": [7, None],
            "model": [None, "b"],
        }
        datasets.Dataset.from_dict(columns | {"loss": [float("nan"), 0.5]}).to_parquet(str(path))
    first, second = read_summary_file(path, sets).summaries
    assert (first.id, first.text, first.model, first.sample) == ("7", "A \ufffd ferry.", "mine", 0)
    assert (second.text, second.model, second.sample) == ("It ran.", "b", 0)


def test_a_set_of_ones_own_that_was_not_named_is_asked_for(file):
    write_rows(file, [line(article="my-story")])
    with pytest.raises(InputError, match="if it is an article of a set of your own, name that set with --gold"):
        read_summary_file(file, (load("venezuela"),))


def test_a_missing_file_is_named(file, sets):
    with pytest.raises(InputError, match=r"mine\.jsonl: no such file"):
        read_summary_file(file, sets)


KEYS = st.sampled_from(["article", "text", "gold", "id", "model", "sample", "status", "odd"])
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just("ferry")


@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4).map(lambda keys: line(**keys)), max_size=4))
def test_whatever_the_lines_hold_ids_are_unique_or_the_mistake_is_named(file, sets, rows):
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    try:
        found = read_summary_file(file, sets).summaries
    except InputError as error:
        assert error.file == file  # noqa: PT017 - either way is right
    else:
        assert len({(one.model, one.article, one.sample) for one in found}) == len(found)
