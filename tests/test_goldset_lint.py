from __future__ import annotations

import json
from pathlib import Path

import pytest
from gold_folder import ARTICLE, CARD, FACTS, LABELS, write_rows, write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.errors import InputError
from bench.facts.values import is_range, is_value
from bench.goldset import lint, load, shipped

ATTRIBUTION, HEDGE, NUMBER = FACTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "harbour")


def findings(folder: Path) -> list[tuple[str, int | None, str | None, str]]:
    return [(one.file.name, one.line, one.field, one.message) for one in lint(folder)]


def only(folder: Path) -> tuple[str, int | None, str | None, str]:
    (finding,) = findings(folder)
    return finding


def test_a_set_without_mistakes_has_no_findings(folder):
    assert lint(folder) == []


def test_the_shipped_sets_have_no_findings():
    assert [str(finding) for path in shipped().values() for finding in lint(path)] == []


@pytest.mark.parametrize(
    ("fact", "field", "message"),
    [
        (
            {**HEDGE, "quote": "It allegedly caried over 20 cars."},
            "quote",
            "“It allegedly carried over 20 cars.”",
        ),
        ({**HEDGE, "cue": "reportedly"}, "cue", "“reportedly” is not in the fact's quote"),
        ({**NUMBER, "text": "more than 20"}, "text", "not in the fact's quote"),
        ({**HEDGE, "quote": "The ferry was late, the mayor said.", "cue": "said"}, "quote", "stands 2 times"),
        ({**HEDGE, "occurrence": 2}, "occurrence", "2, but the quote stands only 1 time in the article"),
        ({**HEDGE, "strength": "vague"}, "strength", "'vague' is none of possible, probable"),
        ({**HEDGE, "kind": "rumour"}, None, "'rumour' is no kind of fact"),
        ({**HEDGE, "hint": "x"}, "hint", "unknown key"),
        ({**HEDGE, "claim": ""}, "claim", "empty"),
        ({**ATTRIBUTION, "sources": []}, "sources", "empty"),
        ({**NUMBER, "value": "20"}, "value", "write a number without quotation marks"),
        ({**NUMBER, "value": "2025-13-01"}, "value", "is no value"),
        ({**NUMBER, "value": ["20"]}, "value", "neither a number nor a text"),
        ({**NUMBER, "comparator": "between"}, "value_high", "missing although the comparator is 'between'"),
        ({**NUMBER, "value_high": 30}, "comparator", "make it 'between', or remove value_high"),
        ({**NUMBER, "comparator": "between", "value_high": 20}, "value_high", "20 is not above the value 20"),
        (
            {**NUMBER, "comparator": "between", "value": "2025", "value_high": 3},
            "value_high",
            "'3' is no upper end for the value '2025'",
        ),
        (
            {**NUMBER, "comparator": "between", "value": "2025", "value_high": "2024"},
            "value_high",
            "give both in one form, the earlier in value",
        ),
    ],
)
def test_a_wrong_fact(folder, fact, field, message):
    facts = [fact if row["id"] == fact["id"] else row for row in FACTS]
    write_rows(folder / "ferry.facts.jsonl", facts)
    file, line, found_field, found = only(folder)
    assert (file, line, found_field) == ("ferry.facts.jsonl", facts.index(fact) + 1, field)
    assert message in found


@pytest.mark.parametrize(
    ("summary", "field", "message"),
    [
        ({"labels": {"f1": "omitted"}}, "labels.f1", "no fact 'f1' in this article (did you mean 'f01'?)"),
        (
            {"labels": {"f03": "dropped_hedge"}},
            "labels.f03",
            "does not fit the fact's kind, number: omitted, preserved",
        ),
        ({"labels": {"f03": "unscored"}}, "labels.f03", "does not fit"),
        ({"labels": {"f03": "fine"}}, "labels.f03", "'fine' is none of omitted, preserved"),
        (
            {"flags": [{"code": "unsupported_number", "text": "46 cars"}]},
            "flags.0.text",
            "nearest text is “45 cars”",
        ),
        ({"flags": [{"code": "odd", "text": "45 cars"}]}, "flags.0.code", "'odd' is none of"),
        ({"text": " ", "flags": []}, "text", "empty"),
    ],
)
def test_a_wrong_label(folder, summary, field, message):
    write_rows(folder / "ferry.labels.jsonl", [LABELS[1], {**LABELS[0], **summary}])
    file, line, found_field, found = only(folder)
    assert (file, line, found_field) == ("ferry.labels.jsonl", 2, field)
    assert message in found


@pytest.mark.parametrize(("file", "rows"), [("ferry.facts.jsonl", FACTS), ("ferry.labels.jsonl", LABELS)])
def test_ids_must_differ(folder, file, rows):
    write_rows(folder / file, [*rows, rows[0]])
    found_file, line, field, message = only(folder)
    assert (found_file, line, field) == (file, len(rows) + 1, "id")
    assert "give it an id of its own" in message


@pytest.mark.parametrize("file", ["set.toml", "ferry.facts.jsonl", "ferry.labels.jsonl", "versions.jsonl"])
@pytest.mark.parametrize("text", ["a = " + "[" * 9_000, "[" * 9_000, '{"a":' * 9_000, "a = " + "1" * 9_000])
def test_a_text_that_no_parser_takes_is_one_finding_of_its_file(folder, file, text):
    (folder / file).write_text(text, encoding="utf-8")
    assert sum(one[0] == file for one in findings(folder)) == 1
    if file != "versions.jsonl":
        with pytest.raises(InputError, match=file):
            load(str(folder))


@pytest.mark.parametrize(("depth", "said"), [(20, "unknown key"), (300, "more than 32"), (100_000, "more than 32")])
def test_a_fact_may_be_nested_so_far(folder, depth, said):
    deep = json.dumps(FACTS[0])[:-1] + ', "extra": ' + "[" * depth + "]" * depth + "}"
    (folder / "ferry.facts.jsonl").write_text(deep + "\n", encoding="utf-8")
    assert said in next(one[3] for one in findings(folder) if one[0] == "ferry.facts.jsonl")


def test_drafts_are_counted_in_one_line(folder):
    write_rows(folder / "ferry.facts.jsonl", [{**row, "draft": row["id"] != "f01"} for row in FACTS])
    file, line, field, message = only(folder)
    assert (file, line, field) == ("ferry.facts.jsonl", 2, "draft")
    assert "2 of 3 facts are drafts that nobody has confirmed" in message
    assert f"with bench gold edit {folder}" in message
    assert not any(finding.is_blocking for finding in lint(folder))


def test_an_unfinished_draft_keeps_nobody_from_the_facts_that_are_confirmed(folder):
    before = load(str(folder))
    drafts = [
        {"id": "f04", "kind": "hedge", "draft": True},
        {**FACTS[0], "id": "f05", "quote": "not there", "draft": True},
    ]
    write_rows(folder / "ferry.facts.jsonl", [drafts[0], *FACTS, drafts[1]])
    write_rows(folder / "ferry.labels.jsonl", [{**LABELS[0], "labels": {**LABELS[0]["labels"], "f05": "preserved"}}])
    findings = lint(folder)
    assert {(finding.line, finding.field) for finding in findings if finding.is_of_draft} >= {
        (1, "quote"),
        (5, "quote"),
    }
    assert not any(finding.is_blocking for finding in findings)
    after = load(str(folder))
    assert (after.articles[0].facts, after.hash, after.drafts) == (before.articles[0].facts, before.hash, 2)
    assert after.articles[0].labels[0].labels == LABELS[0]["labels"]


def test_a_fact_stands_once(folder):
    again = {**HEDGE, "id": "f04", "quote": "allegedly carried", "claim": HEDGE["claim"].upper()}
    other = {**HEDGE, "id": "f05", "claim": "the ferry carried lorries"}
    write_rows(folder / "ferry.facts.jsonl", [*FACTS, again, other])
    file, line, field, message = only(folder)
    assert (file, line, field) == ("ferry.facts.jsonl", 4, "claim")
    assert "the same claim at the same place as fact 'f02'; remove one" in message


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"id": "f 2"}, "id", "'f 2' holds more than letters, digits"),
        ({"note": "cafe\u0301"}, "note", "normalise it to Unicode NFC"),
        ({"sources": [{"name": "Rene\u0301"}]}, "sources.0.name", "normalise it to Unicode NFC"),
    ],
)
def test_what_a_schema_lets_pass(folder, change, field, message):
    write_rows(folder / "ferry.facts.jsonl", [FACTS[0], {**HEDGE, **change}, FACTS[2]])
    file, line, found_field, found = only(folder)
    assert (file, line, found_field) == ("ferry.facts.jsonl", 2, field)
    assert message in found


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "message"),
    [
        ("ferry.txt", b"\n", b"\r\n", 1, "save the file with LF line ends"),
        ("ferry.txt", b"The port", b"\xef\xbb\xbfThe port", 1, "byte-order mark"),
        (
            "ferry.txt",
            b"The ferry was late, the mayor",
            "The ferry was late, the mayo\u0301r".encode(),
            3,
            "Unicode NFC",
        ),
        ("ferry.txt", b"The ferry was late, the mayor", b"The ferry was late, the may\xf3r", 3, "not UTF-8"),
        ("ferry.facts.jsonl", b"}\n", b"}\r\n", 1, "LF line ends"),
    ],
)
def test_how_a_file_is_saved(folder, file, old, new, line, message):
    path = folder / file
    path.write_bytes(path.read_bytes().replace(old, new))
    found_file, found_line, _, found = only(folder)
    assert (found_file, found_line) == (file, line)
    assert message in found


def test_articles_without_files_and_files_without_an_article(folder):
    (folder / "set.toml").write_text(CARD.replace("articles.ferry", "articles.fery"), encoding="utf-8")
    found = findings(folder)
    assert [one[0] for one in found[:2]] == ["fery.txt", "fery.facts.jsonl"]
    assert all(one[3] == "no such file; add it" for one in found[:2])
    assert [one[0] for one in found[2:]] == ["ferry.facts.jsonl", "ferry.labels.jsonl", "ferry.txt"]
    assert all("did you mean 'fery'?" in one[3] for one in found[2:])


@pytest.mark.parametrize(
    ("card", "line", "field"),
    [
        ("name = ?", 1, None),
        (CARD.replace('version = "1"\n', ""), None, "version"),
        (CARD.replace("harbour", "har/bour"), None, "name"),
        (CARD + 'colour = "red"\n', None, "articles.ferry.colour"),
        (CARD.replace("2025-11-24", '"2025-11-31"'), None, "articles.ferry.date"),
    ],
)
def test_a_wrong_card(folder, card, line, field):
    (folder / "set.toml").write_text(card, encoding="utf-8")
    assert findings(folder)[0][:3] == ("set.toml", line, field)


def test_an_article_cannot_reach_out_of_its_folder(folder):
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "set.toml").write_text(CARD + '[articles."../secret"]\ntitle = "t"\n', encoding="utf-8")
    assert [one[0] for one in findings(folder)] == ["set.toml"]


def test_a_broken_card_does_not_hide_what_is_wrong_with_the_files(folder):
    (folder / "set.toml").write_text("name = ?", encoding="utf-8")
    write_rows(folder / "ferry.facts.jsonl", [{**HEDGE, "claim": ""}])
    assert [one[:3] for one in findings(folder)] == [
        ("set.toml", 1, None),
        ("ferry.facts.jsonl", 1, "claim"),
        ("ferry.labels.jsonl", 1, "labels.f01"),
        ("ferry.labels.jsonl", 1, "labels.f03"),
    ]


def test_a_folder_without_anything(tmp_path):
    assert findings(tmp_path) == [("set.toml", None, None, "no such file; add it")]


def test_no_mistake_hides_another(folder):
    (folder / "ferry.txt").write_bytes(ARTICLE.replace("\n", "\r\n").encode())
    facts = folder / "ferry.facts.jsonl"
    bad = [{**HEDGE, "quote": "Nothing.", "cue": "no"}, {**NUMBER, "unit": None, "value_high": ["x"], "id": ""}]
    write_rows(facts, bad)
    facts.write_text("{oops\n" + facts.read_text() + "[]\n")
    write_rows(folder / "ferry.labels.jsonl", [{"id": "s"}, {**LABELS[0], "labels": {"f99": "preserved"}}])
    assert [one[:3] for one in findings(folder)] == [
        ("ferry.txt", 1, None),
        ("ferry.facts.jsonl", 1, None),
        ("ferry.facts.jsonl", 2, "cue"),
        ("ferry.facts.jsonl", 2, "quote"),
        ("ferry.facts.jsonl", 3, "id"),
        ("ferry.facts.jsonl", 3, "value_high"),
        ("ferry.facts.jsonl", 3, "unit"),
        ("ferry.facts.jsonl", 4, None),
        ("ferry.labels.jsonl", 1, "model"),
        ("ferry.labels.jsonl", 1, "text"),
        ("ferry.labels.jsonl", 1, "labels"),
        ("ferry.labels.jsonl", 2, "labels.f99"),
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.sampled_from([*sorted({key for row in (*FACTS, *LABELS) for key in row}), "value_high", "occurrence"])


@settings(max_examples=150)
@given(st.sampled_from(["ferry.facts.jsonl", "ferry.labels.jsonl"]), st.integers(0, 2), FIELDS, JSON)
def test_any_value_in_any_field_is_survived_and_lint_finds_whatever_stops_loading(folder, file, index, field, value):
    rows = [dict(row) for row in (FACTS if "facts" in file else LABELS)]
    rows[index % len(rows)][field] = value
    write_set(folder)
    (folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = lint(folder)
    assert all("\n" not in finding.message for finding in found if finding.message)
    try:
        load(str(folder))
    except InputError:
        assert found


@settings(max_examples=100)
@given(
    st.sampled_from(["set.toml", "ferry.txt", "ferry.facts.jsonl", "ferry.labels.jsonl"]),
    st.binary(max_size=40),
)
def test_any_bytes_are_survived(folder, file, data):
    write_set(folder)
    (folder / file).write_bytes(data)
    found = lint(folder)
    try:
        load(str(folder))
    except InputError:
        assert found


@pytest.mark.parametrize(
    "text",
    [
        *("2025-11-24", "2024-02-29", "--02-29", "--09", "2013-07", "2005", "09:00", "23:59:59", "Saturday", "monday"),
        *("1990s", "2014/15", "1999/00", "3-1"),
    ],
)
def test_forms_of_a_value(text):
    assert is_value(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2025-02-30",
        "--13-01",
        "--02-30",
        "2013-00",
        "24:00",
        "9:00",
        "Caturday",
        "20251124",
        "٢٠٢٥",
        "2005 ",
        "--13",
        "1995s",
        "2014/16",
        "2014/2015",
    ],
)
def test_what_is_no_value(text):
    assert not is_value(text)


@pytest.mark.parametrize(
    ("low", "high", "is_one"),
    [
        ("2010", "2013", True),
        ("--05-03", "--05-07", True),
        ("--12", "--02", True),  # over New Year
        ("22:00", "04:00", True),
        ("Monday", "friday", True),
        ("1980s", "1990s", True),
        ("2013", "2010", False),
        ("2010", "2010", False),
        ("2010", "2013-07", False),
        ("2010", "now", False),
    ],
)
def test_ends_of_a_range_are_of_one_form(low, high, is_one):
    assert is_range(low, high) == is_one
