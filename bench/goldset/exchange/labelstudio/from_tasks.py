"""Tables made from tasks: what Label Studio exports, whether or not annotators have worked on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from bench.errors import InputError
from bench.facts import FACT_KINDS
from bench.goldset.exchange.columns import TABLES, Column, ReadRow, ReadTables, value_column
from bench.goldset.exchange.labelstudio.controls import CHOICES, FIELDS, OF_KIND, TEXTAREAS, read_sources, read_value
from bench.goldset.exchange.labelstudio.regions import marked
from bench.goldset.exchange.labelstudio.task_files import AnnotatedTask, read_tasks
from bench.goldset.locate import occurrences
from bench.records import FLAG_CODES, KINDS, Kind, LabelledSummary

CARD = ("version", "description", "language", "license", "annotators", "guide")


def read(path: Path) -> ReadTables:
    """Read a JSON file, or all of a folder, as tables.

    Raises:
        UsageError: there is no JSON file.
        InputError: a file is broken, or does not come from this tool's tasks.
    """
    tables: ReadTables = {table: [] for table in TABLES}
    tasks = list(read_tasks(path))
    for task in tasks:
        # Articles first: summaries may stand in a file that sorts before that of their articles.
        if "summary" not in task.data:
            _add_article(tables, task)
    for task in tasks:
        if "summary" in task.data:
            _add_summary(tables, task)
    if tables["summaries"] and not tables["articles"]:
        raise InputError(
            "labelled summaries without their articles; put facts.json beside it and name the folder", file=path
        )
    return tables


def _add(tables: ReadTables, table: str, file: str, cells: dict[str, Any]) -> None:
    """Add a row; cells that are not given are null or empty."""
    tables[table].append(
        ReadRow(file, None, {column.name: cells.get(column.name, _empty(column)) for column in TABLES[table]})
    )


def _empty(column: Column) -> Any:
    if column.may_be_null:
        return None
    # 1 is the default of `occurrence`, the only whole number that may be missing.
    return {"yesno": False, "whole": 1, "sources": [], "texts": []}.get(column.cell, "")


def _add_article(tables: ReadTables, task: AnnotatedTask) -> None:
    card = task.data.get("set")
    if not isinstance(card, dict) or not isinstance(card.get("name"), str):
        raise task.wrong("no card of a set; tasks have to come from bench gold export", "data.set")
    cells = {"set": card["name"], **{key: card[key] for key in CARD if key in card}}
    set_row = next((set_row for set_row in tables["sets"] if set_row.cells["set"] == card["name"]), None)
    if set_row is None:
        _add(tables, "sets", task.position, cells)
        set_row = tables["sets"][-1]
    # Every task carries the set's card, so somebody may have edited one of them.
    for key, cell in cells.items():
        if set_row.cells[key] != cell:
            raise task.wrong(f"differs from that of {set_row.file}; make them one", f"data.set.{key}")
    # Only the first task of a set carries these.
    for key in ("readme", "versions"):
        if key in task.data:
            set_row.cells[key] = task.texts(key)[key]
    keys = {"set": card["name"], **task.texts("article")}
    about: dict[str, Any] = {key: task.data[key] for key in ("title", "date", "publisher") if key in task.data}
    _add(tables, "articles", task.position, {**keys, **about, **task.texts("text")})
    _add_facts(tables, task, keys)


def _add_facts(tables: ReadTables, task: AnnotatedTask, keys: dict[str, str]) -> None:
    regions: dict[str, list[dict[str, Any]]] = {}
    for result in task.result:
        if result["type"] != "relation":
            # Label Studio gives a region's kind, its choices and its texts as results of their own, tied together by an
            # id.
            regions.setdefault(result["id"], []).append(result)
    made = []
    for id_, results in regions.items():
        file = f"{task.position}, region {id_}"
        kind, cells = _fact(results, task.data["text"], file)
        # What nobody annotated is still a proposal, whatever its status says.
        cells["draft"] = task.is_prediction or cells.pop("status", "") == "draft"
        made.append((kind, file, cells))
    # All of them first: the id of a new fact must not be one that a later region has.
    used_ids = {cells["id"] for _, _, cells in made if "id" in cells}
    for order, (kind, file, cells) in enumerate(made, start=1):
        if "id" not in cells:
            # An annotator leaves the id of a new fact empty.
            cells["id"] = next(id_ for n in range(1, len(made) + 2) if (id_ := f"f{n:02}") not in used_ids)
            used_ids.add(cells["id"])
        _add(tables, kind, file, {**keys, **cells, "order": order})


def _fact(results: list[dict[str, Any]], text: str, file: str) -> tuple[Kind, dict[str, Any]]:
    """A region's fact: its kind, and its cells as far as they were filled in."""
    labels = [result for result in results if result["type"] == "labels"]
    if not labels:
        raise InputError(f"no kind; label the region as one of {', '.join(KINDS)}", file=file)
    kind = cast("Kind", _only(labels[0]["value"].get("labels"), KINDS, file, "kind"))
    start, quote = marked(labels[0]["value"], text, file)
    # How many times the words stand up to this place is which occurrence is meant.
    cells: dict[str, Any] = {"quote": quote, "occurrence": sum(at <= start for at in occurrences(quote, text))}
    for result in results:
        name, value = result["from_name"], result["value"]
        if name not in OF_KIND[kind]:  # left from when the region was of another kind
            continue
        if name in CHOICES:
            cells[name] = _only(value.get("choices"), CHOICES[name], file, name)
        # An area that was emptied is like one that was never filled in.
        elif texts := _texts(value, file, name):
            cells.update(_field(name, texts, file))
    value = FACT_KINDS[kind].value_field
    if value is not None and not {value_column(value.name, ""), value_column(value.name, 0)} & set(cells):
        raise InputError("empty; fill it in", file=file, field=value.name)
    return kind, cells


def _field(name: str, texts: list[str], file: str) -> dict[str, Any]:
    """The cells that a text area fills in; `name` is the area's."""
    field = FIELDS.get(name)
    holds = field.holds if field else "words"
    try:
        match holds:
            case "sources":
                return {TEXTAREAS[name]: read_sources(texts)}
            case "value":
                value = read_value("\n".join(texts))
                return {value_column(TEXTAREAS[name], value): value}
            case "decimal":
                return {TEXTAREAS[name]: float("\n".join(texts))}
            case _:
                return {TEXTAREAS[name]: "\n".join(texts)}
    except (ValueError, RecursionError):
        expected = "a number" if holds == "decimal" else "one source a line"
        raise InputError(f"expected {expected}, but found '{texts[0][:60]}'", file=file, field=name) from None


def _add_summary(tables: ReadTables, task: AnnotatedTask) -> None:
    keys = task.texts("set", "article")
    about = task.texts("summary", "model", "text")
    facts = task.data.get("facts")
    if not isinstance(facts, list) or not all(isinstance(fact, dict) for fact in facts):
        raise task.wrong("no facts; tasks have to come from bench gold export", "data.facts")
    summary_cells = {**keys, "id": about["summary"], "model": about["model"], "text": about["text"]}
    # A project that was set up before origins were recorded may still be worked on.
    summary_cells["origin"] = task.data.get("origin", LabelledSummary.model_fields["origin"].default)
    # A proposed label is nobody's judgement.
    for result in [] if task.is_prediction else task.result:
        name, file = result.get("from_name", ""), task.position
        cells: dict[str, Any] = {**keys, "summary": about["summary"]}
        if name == "note":
            summary_cells["note"] = "\n".join(_texts(result["value"], file, name))
        elif name == "flag":
            cells["code"] = _only(result["value"].get("labels"), FLAG_CODES, file, name)
            flagged_words = result["value"].get("text")
            cells["text"] = (
                flagged_words if isinstance(flagged_words, str) else marked(result["value"], about["text"], file)[1]
            )
            _add(tables, "flags", file, cells)
        elif name.startswith("verdict_"):
            number = name.removeprefix("verdict_")
            # Nine digits are enough to see that it is too large, however long the name is.
            if not number.isdecimal() or int(number[:9]) >= len(facts):
                raise task.wrong(f"'{name[:40]}' belongs to none of its {len(facts)} facts")
            # The interface numbers the facts of the task's own data, where their ids stand.
            cells["fact"] = facts[int(number)].get("id")
            cells["verdict"] = _only(result["value"].get("choices"), None, file, name)
            _add(tables, "labels", file, cells)
    _add(tables, "summaries", task.position, summary_cells)


def _texts(value: dict[str, Any], file: str, name: str) -> list[str]:
    texts = value.get("text")
    texts = [texts] if isinstance(texts, str) else texts
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise InputError("no text", file=file, field=name)
    return texts


def _only(chosen: Any, known: tuple[str, ...] | None, file: str, name: str) -> str:
    if not isinstance(chosen, list) or len(chosen) != 1 or not isinstance(chosen[0], str):
        raise InputError("expected one choice", file=file, field=name)
    if known is not None and chosen[0] not in known:
        raise InputError(f"'{chosen[0][:60]}' is none of {', '.join(known)}", file=file, field=name)
    return chosen[0]
