from __future__ import annotations

import csv
import json
import tempfile
import xml.etree.ElementTree as ET
from contextlib import suppress
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_contents import sets
from gold_folder import write_set
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.errors import AllegedlyError, InputError, UsageError
from bench.goldset import lint, load, shipped
from bench.goldset.content import SetContent, read_content
from bench.goldset.exchange import FORMATS, export_sets, import_sets
from bench.goldset.exchange.columns import TABLES
from bench.goldset.writing import write_content

EXAMPLES = {"hf": 5, "csv": 20, "labelstudio": 20}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_set(tmp_path / "harbour")


def there_and_back(content: SetContent, to: str, root: Path) -> SetContent:
    write_content(content, root / "set")
    export_sets([root / "set"], to, root / "export")
    (made,) = import_sets(root / "export", root / "back").values()
    return made


@pytest.mark.parametrize("to", FORMATS)
def test_any_set_comes_back_as_it_went(to):
    @settings(max_examples=EXAMPLES[to])
    @given(sets())
    def holds(content):
        with tempfile.TemporaryDirectory() as root:
            assert there_and_back(content, to, Path(root)) == content
            assert read_content(Path(root) / "back") == content
            if to == "csv":
                has_no_formula(Path(root) / "export")

    holds()


def has_no_formula(folder: Path) -> None:
    for table, columns in TABLES.items():
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                texts = [row[column.name] for column in columns if column.cell not in ("decimal", "whole")]
                assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize("to", FORMATS)
def test_shipped_sets_come_back_with_the_same_hashes(to, tmp_path):
    export_sets(shipped().values(), to, tmp_path / "export")
    made = import_sets(tmp_path / "export", tmp_path / "back")
    assert [path.name for path in made] == list(shipped())
    for path in made:
        before, after = load(path.name), load(str(path))
        assert (after.hash, after.labels_hash, after.card) == (before.hash, before.labels_hash, before.card)
        assert read_content(path) == read_content(before.folder)
        assert lint(path) == []


@pytest.mark.parametrize("to", FORMATS)
def test_nothing_is_overwritten(to, folder, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("kept")
    with pytest.raises(UsageError, match="not empty"):
        export_sets([folder], to, tmp_path / "out")
    export_sets([folder], to, tmp_path / "export")
    with pytest.raises(UsageError, match="not empty"):
        import_sets(tmp_path / "export", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_sets_of_one_name_do_not_go_together(folder, tmp_path):
    with pytest.raises(UsageError, match="two of the gold sets are called 'harbour'"):
        export_sets([folder, folder], "csv", tmp_path / "export")


def test_a_broken_set_is_not_exported(folder, tmp_path):
    text = (folder / "ferry.facts.jsonl").read_text()
    (folder / "ferry.facts.jsonl").write_text(text.replace('"value": 20', '"value": 1e999'))
    with pytest.raises(
        InputError, match=r"ferry\.facts\.jsonl:3: field 'value': inf is no amount that can be compared"
    ):
        export_sets([folder], "csv", tmp_path / "export")
    assert not (tmp_path / "export").exists()


def test_an_apostrophe_tells_a_formula_from_a_text_that_has_one(tmp_path):
    folder = write_set(tmp_path / "set")
    rows = [json.loads(line) for line in (folder / "ferry.facts.jsonl").read_text().splitlines()]
    claims = ["=HYPERLINK(1)", "'=HYPERLINK(1)", "''"]
    lines = [json.dumps({**row, "claim": claim}) + "\n" for row, claim in zip(rows, claims, strict=True)]
    (folder / "ferry.facts.jsonl").write_text("".join(lines))
    export_sets([folder], "csv", tmp_path / "export")
    written = (tmp_path / "export/attribution.csv").read_text()
    assert ",'=HYPERLINK(1)," in written
    (back,) = import_sets(tmp_path / "export", tmp_path / "back").values()
    assert [fact.claim for fact in back.articles[0].facts] == claims


def test_a_cell_that_a_spreadsheet_was_used_on_is_taken_as_it_stands(folder, tmp_path):
    export_sets([folder], "csv", tmp_path / "export")
    path = tmp_path / "export/hedge.csv"
    path.write_text("\ufeff" + path.read_text().replace("false", "FALSE").replace("the ferry carried cars", "=x"))
    (back,) = import_sets(tmp_path / "export", tmp_path / "back").values()
    assert back.articles[0].facts[1].claim == "=x"
    assert back.articles[0].facts[1].draft is False


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("attribution", ",claims,", ",says,", "attribution.csv:2: field 'cue': “says” is not in the fact's quote"),
        (
            "attribution",
            ",claims,claim,",
            ",claims,guess,",
            "attribution.csv:2: field 'stance': 'guess' is none of neutral",
        ),
        ("attribution", '"[{', '"[', "attribution.csv:2: field 'sources': expected a JSON list"),
        ("attribution", "claim,cue", "claim,clue", "attribution.csv:1: field 'cue': no such column"),
        ("attribution", "The port", '"The port', "attribution.csv:2: no valid CSV"),
        ("hedge", ",ferry,", ",fery,", "hedge.csv:2: field 'article': no article 'fery' of set 'harbour'"),
        ("hedge", ",false,", ",maybe,", "hedge.csv:2: field 'draft': expected true or false, but found 'maybe'"),
        ("number", ",20.0,", ",many,", "number.csv:2: field 'value_number': expected a number, but found 'many'"),
        ("number", ",20.0,", ",inf,", "number.csv:2: field 'value_number': expected a number, but found 'inf'"),
        ("number", ",20.0,", ",,", "number.csv:2: field 'value_number': fill in either value_number or value_text"),
        ("number", ",f03,", ",f01,", "number.csv:2: field 'id': a second fact 'f01'"),
        ("number", ",1,false,", ",7,false,", "field 'occurrence': 7, but the quote stands only 1 time in the article"),
        ("articles", ",2025-11-24,", ",24/11/2025,", "articles.csv:2: field 'date': '24/11/2025' is no date"),
        (
            "articles",
            "harbour,ferry",
            "harbour,../ferry",
            "articles.csv:2: field 'article': '../ferry' holds more than",
        ),
        ("articles", "harbour,ferry", "haven,ferry", "articles.csv:2: field 'set': no set 'haven'"),
        ("sets", "\nharbour", "\n../../harbour", "sets.csv:2: field 'set': '../../harbour' holds more than letters"),
        ("sets", ",1,", ",1,1,", "sets.csv:2: 10 cells, but the first line has 9"),
        ("labels", "wrong_number", "wrong", "labels.csv:3: field 'verdict': 'wrong' is none of omitted"),
        ("labels", ",f03,", ",f09,", "labels.csv:3: field 'fact': no fact 'f09' in article 'ferry'"),
        ("labels", ",f03,", ",f01,", "labels.csv:3: field 'fact': a second label of 'f01' in summary 's01'"),
        ("flags", ",s01,", ",s09,", "flags.csv:2: field 'summary': no summary 's09' of article 'ferry'"),
        ("flags", "unsupported_number", "odd", "flags.csv:2: field 'code': 'odd' is none of unsupported_number"),
        ("summaries", ",s02,", ",s01,", "summaries.csv:3: field 'id': a second summary 's01'"),
    ],
)
def test_a_mistake_in_a_csv_file_is_named_with_its_place(table, old, new, message, folder, tmp_path):
    export_sets([folder], "csv", tmp_path / "export")
    path = tmp_path / "export" / f"{table}.csv"
    text = path.read_bytes().decode().replace("\r\n", "\n")
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        import_sets(tmp_path / "export", tmp_path / "back")
    assert message in str(caught.value)
    assert not (tmp_path / "back").exists()


def test_lines_are_counted_as_an_editor_does(folder, tmp_path):
    export_sets([folder], "csv", tmp_path / "export")
    path = tmp_path / "export/summaries.csv"
    path.write_text(path.read_text().replace("mayor said.", "\nmayor\nsaid.").replace(",s02,", ",s01,"))
    with pytest.raises(InputError, match=r"summaries\.csv:5: field 'id'"):
        import_sets(tmp_path / "export", tmp_path / "back")


@settings(max_examples=50)
@given(data=st.data())
def test_junk_in_a_csv_file_is_an_error_or_a_set(data, tmp_path):
    export = tmp_path / "junk"
    if not export.exists():
        export_sets([write_set(tmp_path / "set")], "csv", export)
    path = export / f"{data.draw(st.sampled_from(list(TABLES)))}.csv"
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    junk = data.draw(st.binary(max_size=4) | st.sampled_from([b'"', b",", b"\r", b"\n", b"'", b"[[", b"\x00", b"1"]))
    path.write_bytes(whole[:at] + junk + whole[at + data.draw(st.integers(0, 9)) :])
    with suppress(AllegedlyError):
        import_sets(export, tmp_path / str(len(list(tmp_path.iterdir()))))
    path.write_bytes(whole)


def test_a_missing_or_unreadable_csv_file_is_named(folder, tmp_path):
    export_sets([folder], "csv", tmp_path / "export")
    (tmp_path / "export/flags.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match=r"flags\.csv: not UTF-8"):
        import_sets(tmp_path / "export", tmp_path / "back")
    (tmp_path / "export/flags.csv").unlink()
    with pytest.raises(InputError, match=r"flags\.csv: no such file"):
        import_sets(tmp_path / "export", tmp_path / "back")


def test_a_dataset_has_a_table_a_kind_and_a_card(tmp_path):
    import datasets

    folder = write_set(tmp_path / "set")
    (folder / "README.md").write_text(
        "# Harbour\n\nAll about it.\n\n## Canary\n\n    1234-5678\n\nDo not train.\n\n## Licence\n\nNone.\n"
    )
    text = (folder / "set.toml").read_text()
    (folder / "set.toml").write_text('license = "CC BY 4.0"\n' + text)
    export_sets([folder], "hf", tmp_path / "export")
    loaded = datasets.load_from_disk(str(tmp_path / "export"))
    assert set(loaded) == set(TABLES)
    assert loaded["number"][0]["value_number"] == 20
    assert loaded["attribution"][0]["sources"] == [{"name": "the port authority", "aliases": ["the authority"]}]
    assert loaded["hedge"].features["strength"].dtype == "string"
    by_configuration = datasets.load_dataset(str(tmp_path / "export"), "labels", cache_dir=str(tmp_path / "cache"))
    assert by_configuration["train"].num_rows == 2
    card = (tmp_path / "export/README.md").read_text()
    assert card.startswith("---\nlanguage:\n- en\nlicense: cc-by-4.0\n")
    assert "- config_name: number\n  data_files: number/*.arrow" in card
    assert "1 article, 3 facts (1 attribution, 1 hedge, 1 number), 2 labelled summaries" in card
    assert card.endswith("## Canary\n\n    1234-5678\n\nDo not train.\n")
    assert "All about it" not in card


def test_a_broken_dataset_is_one_line(folder, tmp_path):
    export_sets([folder], "hf", tmp_path / "export")
    (tmp_path / "export/labels/data-00000-of-00001.arrow").write_bytes(b"no arrow")
    with pytest.raises(InputError, match="export: cannot be read as a data set"):
        import_sets(tmp_path / "export", tmp_path / "back")
    (tmp_path / "export/dataset_dict.json").write_text('{"splits": ["sets"]}')
    with pytest.raises(InputError, match="no table 'articles'; it has sets"):
        import_sets(tmp_path / "export", tmp_path / "back")


def test_a_dataset_that_was_changed_is_checked(folder, tmp_path):
    import datasets

    export_sets([folder], "hf", tmp_path / "export")
    loaded = datasets.load_from_disk(str(tmp_path / "export"))
    for name, changed, message in (
        ("gap", lambda _: {"claim": None}, "hedge:1: field 'claim': expected a text, but found 'None'"),
        ("type", lambda _: {"claim": 5}, "hedge:1: field 'claim': expected a text, but found '5'"),
    ):
        broken = loaded["hedge"].map(changed, remove_columns=["claim"])
        datasets.DatasetDict({**loaded, "hedge": broken}).save_to_disk(str(tmp_path / name))
        with pytest.raises(InputError) as caught:
            import_sets(tmp_path / name, tmp_path / "back")
        assert message in str(caught.value)
    without = datasets.DatasetDict({**loaded, "hedge": loaded["hedge"].remove_columns("strength")})
    without.save_to_disk(str(tmp_path / "without"))
    with pytest.raises(InputError, match="hedge: field 'strength': no such column"):
        import_sets(tmp_path / "without", tmp_path / "back")


def test_what_is_no_export_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.json").write_text("{")
    (tmp_path / "deep.json").write_text("[" * 100_000)
    (tmp_path / "object.json").write_text("{}")
    (tmp_path / "none.json").write_text("[]")
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    for name in ("empty", "text.json", "deep.json", "object.json", "none.json", "bytes.json", "nothing"):
        with pytest.raises(AllegedlyError, match=name):
            import_sets(tmp_path / name, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_the_interfaces_are_xml_with_every_choice(folder, tmp_path):
    export_sets([folder], "labelstudio", tmp_path / "export")
    facts = ET.parse(tmp_path / "export/facts.xml").getroot()
    names = [one.get("name") for one in facts.iter() if one.get("toName")]
    assert names == [
        *("kind", "claim", "cue", "stance", "sources", "note", "status", "fact_id", "strength"),
        *("number_text", "value", "value_high", "comparator", "unit"),
    ]
    assert [one.get("value") for one in facts.iter("Label")] == ["attribution", "hedge", "number"]
    summaries = ET.parse(tmp_path / "export/summaries.xml").getroot()
    assert len(list(summaries.iter("Choice"))) == 10
    assert summaries.find("Repeater").get("on") == "$facts"


def test_commands_export_and_import(folder, tmp_path):
    done = bench("gold", "export", folder, "--to", "csv", "--out", "csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "csv\n"), done.stderr
    assert "harbour: 1 article, 3 facts, 2 labelled summaries" in done.stderr
    done = bench("gold", "import", "csv", "--out", "back", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("back: harbour, 1 article, 3 facts (0 drafts), 2 labelled summaries\n")
    assert load(str(tmp_path / "back")).hash == load(str(folder)).hash
    assert "csv: not empty" in refused(bench("gold", "export", folder, "--to", "hf", "--out", "csv", cwd=tmp_path))
    assert "nowhere: no such file" in refused(bench("gold", "import", "nowhere", "--out", "b", cwd=tmp_path))
    assert "--to" in refused(bench("gold", "export", folder, "--to", "xls", "--out", "b", cwd=tmp_path))
