"""What annotators did in Label Studio, in the form in which it exports that."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from gold_folder import write_rows, write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.errors import AllegedlyError, InputError
from bench.goldset import lint
from bench.goldset.content import SetContent, read_content
from bench.goldset.exchange import export_sets, import_sets
from bench.goldset.intake import FoundArticle, skeleton
from bench.goldset.writing import write_content

TEXT = "👩\u200d🚒 The mayor said that 20 boats sank.\n\nThe mayor said that 20 boats sank.\n"
AT = TEXT.index("20 boats")
AGAIN = TEXT.rindex("20 boats")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=5) | st.sampled_from(["f01", "claim", "ferry"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of an article that nobody has annotated."""
    write_content(skeleton("boats", [FoundArticle("boats", "Boats", TEXT)]), tmp_path / "set")
    export_sets([tmp_path / "set"], "labelstudio", tmp_path / "export")
    return tmp_path / "export"


def region(start: int, end: int, text: object, kind: str, id_: str = "x1", **fields: object) -> list[dict[str, Any]]:
    """The results of one region, as Label Studio writes them."""
    span = {"start": start, "end": end}
    shared = {"id": id_, "to_name": "text", "origin": "manual"}
    made = [{**shared, "from_name": "kind", "type": "labels", "value": {**span, "text": text, "labels": [kind]}}]
    for name, value in fields.items():
        if isinstance(value, list):
            made.append({**shared, "from_name": name, "type": "textarea", "value": {**span, "text": value}})
        else:
            chosen = {**span, "text": text, "choices": [value]}
            made.append({**shared, "from_name": name, "type": "choices", "value": chosen})
    return made


def annotated(export: Path, *results: list[dict[str, Any]], number: int = 0, **annotation: object) -> Path:
    """Label Studio's export of the task, with an annotation of these results each."""
    tasks = json.loads((export / "facts.json").read_text())
    extra = {"completed_by": 1, "was_cancelled": False, "ground_truth": False, "lead_time": 3.2, **annotation}
    tasks[number]["annotations"] = [{"id": n, "result": result, **extra} for n, result in enumerate(results)]
    tasks[number] |= {"id": 11, "drafts": [], "meta": {}, "inner_id": 1, "project": 4}
    path = export.parent / "project-4-at-2026-11-21-22-00-abcdef.json"
    path.write_text(json.dumps(tasks))
    return path


def imported(path: Path) -> SetContent:
    (made,) = import_sets(path, path.parent / "back").values()
    return made


ATTRIBUTION = {
    "claim": ["20 boats sank"],
    "cue": ["said"],
    "stance": "neutral",
    "sources": ["the mayor | mayor", "Ann Day"],
}
NUMBER = {
    "claim": ["20 boats sank"],
    "number_text": ["20"],
    "value": ["20"],
    "comparator": "exactly",
    "unit": ["boats"],
}


def test_annotated_regions_are_facts(export):
    first = region(4, AT + 8, TEXT[4 : AT + 8], "attribution", "a", **ATTRIBUTION)
    second = region(AGAIN, AGAIN + 8, "20 boats", "number", "b", **NUMBER, note=["the second one"])
    back = imported(annotated(export, [*first, *second]))
    attribution, number = back.articles[0].facts
    assert (attribution.id, attribution.quote, attribution.occurrence) == ("f01", TEXT[4 : AT + 8], 1)
    assert [(one.name, one.aliases) for one in attribution.sources] == [("the mayor", ("mayor",)), ("Ann Day", ())]
    assert (number.id, number.quote, number.occurrence, number.value) == ("f02", "20 boats", 2, 20)
    assert number.note == "the second one"
    assert not attribution.draft
    assert lint(export.parent / "back") == []


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (AT, AT + 8, "20 boats"),  # code points
        (AT + 2, AT + 10, "20 boats"),  # UTF-16 units, as old versions counted
        (AT + 5, AT + 13, "20 boats"),  # off by a few: the nearest
        (AT, AT + 8, None),
        (AT, AT + 8, ["20 boats"]),
        (AT, AT + 8, "20\\nboats"),  # white space as some versions write it
    ],
)
def test_a_region_is_where_its_text_says(start, end, text, export):
    (fact,) = imported(annotated(export, region(start, end, text, "number", **NUMBER))).articles[0].facts
    assert (fact.quote, fact.occurrence) == ("20 boats", 1)


def test_ids_that_are_there_are_kept(export):
    first = region(AT, AT + 8, "20 boats", "number", "a", **NUMBER)
    second = region(AGAIN, AGAIN + 8, "20 boats", "number", "b", **NUMBER, fact_id=["f01"])
    facts = imported(annotated(export, [*first, *second])).articles[0].facts
    assert [(fact.id, fact.occurrence) for fact in facts] == [("f02", 1), ("f01", 2)]


@pytest.mark.parametrize(
    ("written", "value"),
    [("20", 20), ("-3.5", -3.5), ("2025-11-24", "2025-11-24"), ('"2005"', "2005"), ("monday", "monday")],
)
def test_values_are_numbers_or_texts(written, value, export):
    (fact,) = (
        imported(annotated(export, region(AT, AT + 8, "20 boats", "number", **{**NUMBER, "value": [written]})))
        .articles[0]
        .facts
    )
    assert fact.value == value


def test_what_was_only_proposed_is_a_draft(tmp_path):
    folder = write_set(tmp_path / "set")
    rows = [json.loads(line) for line in (folder / "ferry.facts.jsonl").read_text().splitlines()]
    write_rows(folder / "ferry.facts.jsonl", [{**row, "draft": True} for row in rows])
    export_sets([folder], "labelstudio", tmp_path / "export")
    (task,) = json.loads((tmp_path / "export/facts.json").read_text())
    assert task["annotations"] == []
    proposed = task["predictions"][0]["result"]
    assert imported(tmp_path / "export").articles == read_content(folder).articles
    # Submitted as they were proposed, they are confirmed; those that were taken out do not come back.
    accepted = [one for one in proposed if one["id"] != "fact-2"]
    path = annotated(tmp_path / "export", accepted)
    (made,) = import_sets(path, tmp_path / "confirmed").values()
    assert [(fact.id, fact.draft) for fact in made.articles[0].facts] == [("f01", False), ("f03", False)]


def test_skipped_annotations_do_not_count_and_ground_truth_does(export):
    number = region(AT, AT + 8, "20 boats", "number", **NUMBER)
    path = annotated(export, number, [])
    with pytest.raises(InputError, match="task 1: 2 annotations; keep one"):
        imported(path)
    tasks = json.loads(path.read_text())
    tasks[0]["annotations"][1]["was_cancelled"] = True
    path.write_text(json.dumps(tasks))
    assert len(imported(path).articles[0].facts) == 1
    tasks[0]["annotations"][1] |= {"was_cancelled": False, "ground_truth": True}
    path.write_text(json.dumps(tasks))
    (made,) = import_sets(path, path.parent / "other").values()
    assert made.articles[0].facts == ()


@pytest.mark.parametrize(
    ("results", "message"),
    [
        (region(AT, AT + 8, "20 boats", "rumour"), "region x1: field 'kind': 'rumour' is none of attribution, hedge"),
        (region(AT, AT + 8, "20 boats", "hedge"), "region x1: field 'claim': empty"),
        (region(AT, AT + 8, "20 boats", "number"), "region x1: field 'value': empty"),
        (region(AT, AT + 8, "40 boats", "number"), "region x1: “40 boats” is not in the text at 24"),
        (region(AT, AT, "", "number"), "region x1: “” is not in the text at 24"),
        (region("a", 32, "20 boats", "number"), "region x1: no place"),
        (region(AT, AT + 8, "20 boats", "number", comparator="many"), "field 'comparator': 'many' is none of exactly"),
        (region(AT, AT + 8, "20 boats", "hedge", sources=['{"']), "field 'sources': expected one source a line"),
        (region(AT, AT + 8, "20 boats", "number", claim=[7]), "field 'claim': no text"),
        (
            region(AT, AT + 8, "20 boats", "number", **{**NUMBER, "number_text": ["30"]}),
            "“30” is not in the fact's quote",
        ),
        (region(AT, AT + 8, "20 boats", "number")[1:] or [{"id": "x1"}], "a result without its 'id'"),
        (region(AT, AT + 8, "20 boats", "number", claim=["c"])[1:], "region x1: no kind; label the region"),
    ],
)
def test_a_mistake_is_named_with_its_task_and_region(results, message, export):
    path = annotated(export, results)
    with pytest.raises(InputError) as caught:
        imported(path)
    assert str(caught.value).startswith(f"{path}: task 1")
    assert message in str(caught.value)


def test_labelled_summaries_come_back_beside_their_articles(tmp_path):
    folder = write_set(tmp_path / "set")
    export_sets([folder], "labelstudio", tmp_path / "export")
    path = tmp_path / "export/summaries.json"
    tasks = json.loads(path.read_text())
    assert [fact["id"] for fact in tasks[1]["data"]["facts"]] == ["f01", "f02", "f03"]
    about = {"origin": "manual", "type": "choices"}
    tasks[1]["annotations"][0]["result"] = [
        {**about, "id": "q", "from_name": "verdict_1", "to_name": "fact_1", "value": {"choices": ["dropped_hedge"]}},
        {
            "id": "r",
            "from_name": "flag",
            "to_name": "summary",
            "type": "labels",
            "value": {"start": 2, "end": 7, "labels": ["unsupported_quote"]},
        },
    ]
    path.write_text(json.dumps(tasks))
    labels = imported(tmp_path / "export").articles[0].labels
    assert labels[0] == read_content(folder).articles[0].labels[0]
    assert labels[1].labels == {"f02": "dropped_hedge"}
    assert [(flag.code, flag.text) for flag in labels[1].flags] == [("unsupported_quote", "ferry")]
    with pytest.raises(InputError, match="without their articles"):
        import_sets(path, tmp_path / "alone")


def test_a_label_of_no_fact_is_named(tmp_path):
    export_sets([write_set(tmp_path / "set")], "labelstudio", tmp_path / "export")
    path = tmp_path / "export/summaries.json"
    path.write_text(path.read_text().replace('"verdict_2"', '"verdict_3"'))
    with pytest.raises(InputError, match="task 1: 'verdict_3' belongs to none of its 3 facts"):
        imported(tmp_path / "export")


def test_tasks_of_one_set_carry_one_card(tmp_path):
    export_sets([write_set(tmp_path / "set", articles=("ferry", "boat"))], "labelstudio", tmp_path / "export")
    path = tmp_path / "export/facts.json"
    tasks = json.loads(path.read_text())
    tasks[1]["data"]["set"]["version"] = "2"
    path.write_text(json.dumps(tasks))
    with pytest.raises(InputError, match=r"task 2: field 'data\.set\.version': differs from that of .*task 1"):
        imported(tmp_path / "export")


@pytest.mark.parametrize("tasks", [[{}], [5], [{"data": {}}], [{"text": "as JSON-MIN", "kind": []}], {"data": {}}])
def test_what_is_no_export_of_tasks_is_one_line(tasks, tmp_path):
    (tmp_path / "tasks.json").write_text(json.dumps(tasks))
    with pytest.raises(InputError, match=r"tasks\.json"):
        imported(tmp_path / "tasks.json")


@settings(max_examples=50)
@given(data=st.data())
def test_junk_in_any_place_is_an_error_or_a_set(data, tmp_path):
    export = tmp_path / "junk"
    if not export.exists():
        export_sets([write_set(tmp_path / "set")], "labelstudio", export)
    name = data.draw(st.sampled_from(["facts.json", "summaries.json"]))
    whole = (export / name).read_text()
    tasks = json.loads(whole)
    spot: Any = tasks
    while isinstance(spot, list | dict) and spot:
        key = data.draw(st.sampled_from(list(spot) if isinstance(spot, dict) else range(len(spot))))
        if not isinstance(spot[key], list | dict) or not spot[key] or data.draw(st.integers(0, 4)) == 0:
            spot[key] = data.draw(JUNK)
            break
        spot = spot[key]
    (export / name).write_text(json.dumps(tasks))
    with suppress(AllegedlyError):
        import_sets(export, tmp_path / str(len(list(tmp_path.iterdir()))))
    (export / name).write_text(whole)
