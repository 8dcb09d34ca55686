"""Second annotations of the shipped sets, several sets compared as one, and the figures in gold/README.md."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import FACTS, write_rows, write_set

from bench.errors import InputError, UsageError
from bench.goldset import lint, load, shipped
from bench.goldset.agreement import agree_at
from bench.goldset.readmes.agreement_figures import FILE, main, tables_at, with_tables

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "gold"
FACTS_AGAIN, LABELS_AGAIN = ROOT / "measurement" / "second-annotation", ROOT / "measurement" / "second-labels"
NATURAL = ROOT / "measurement" / "natural-labels"
SECOND = sorted(card.parent for folder in (FACTS_AGAIN, LABELS_AGAIN) for card in folder.glob("*/set.toml"))

every_second = pytest.mark.parametrize("folder", SECOND, ids=lambda folder: f"{folder.parent.name}-{folder.name}")


@every_second
def test_second_annotations_are_sets_by_somebody_else(folder):
    first, second = load(folder.name), load(str(folder))
    assert lint(folder) == []
    assert second.card.name == first.card.name
    assert not set(second.card.annotators) & set(first.card.annotators)
    for id_ in second.card.articles:
        assert (folder / f"{id_}.txt").read_bytes() == (first.folder / f"{id_}.txt").read_bytes()


@every_second
def test_a_set_card_names_whoever_annotated_it_again(folder):
    card = (shipped()[folder.name] / FILE).read_text(encoding="utf-8")
    assert all(f"`{name}`" in card for name in load(str(folder)).card.annotators)


def test_second_labels_judge_the_same_facts_and_summaries():
    found = agree_at(str(GOLD), str(LABELS_AGAIN)).labels
    rows = [row for path in LABELS_AGAIN.glob("*/*.labels.jsonl") for row in path.read_text("utf-8").splitlines()]
    assert found.summaries == len(rows)
    for path in LABELS_AGAIN.glob("*/*.facts.jsonl"):
        assert path.read_bytes() == (GOLD / path.parent.name / path.name).read_bytes()


def test_the_figures_in_the_readme_are_those_of_the_command():
    text = (GOLD / FILE).read_text(encoding="utf-8")
    written = tables_at(*map(str, (GOLD, FACTS_AGAIN, LABELS_AGAIN, NATURAL)))
    assert with_tables(text, written) == text


def test_the_table_of_shipped_sets_is_of_them_all():
    text = (GOLD / FILE).read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| \[`(\w+)`\]\(\w+/README\.md\) \| (\d+ \| \d+ \| \d+) \|", text, re.MULTILINE))
    held = {}
    for name in shipped():
        articles = load(name).articles
        facts, labels = (sum(len(getattr(one, what)) for one in articles) for what in ("facts", "labels"))
        held[name] = f"{len(articles)} | {facts} | {labels}"
    assert rows == held


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for side in ("a", "b"):
        for name in ("harbour", "station"):
            write_set(tmp_path / side / f"{name}-of-{side}", name)
    return tmp_path / "a", tmp_path / "b"


def test_folders_of_sets_count_together(folders):
    write_rows(folders[1] / "station-of-b" / "ferry.facts.jsonl", FACTS[:2])
    write_rows(folders[1] / "station-of-b" / "ferry.labels.jsonl", [])
    found = agree_at(*map(str, folders))
    assert found.articles == ("harbour/ferry", "station/ferry")
    count = found.facts.selection["all"]
    assert (count.a, count.b, count.both) == (6, 5, 5)
    assert found.labels.summaries == 2
    assert [one.article for one in found.differences] == ["station/ferry"]


def test_a_set_is_compared_with_its_namesake_in_a_folder(folders):
    found = agree_at(str(folders[0] / "harbour-of-a"), str(folders[1]))
    assert (found.articles, found.only_b) == (("harbour/ferry",), ("station/ferry",))


def test_two_sets_are_compared_whatever_they_are_called(folders):
    assert agree_at(str(folders[0] / "harbour-of-a"), str(folders[1] / "station-of-b")).articles == ("ferry",)


def test_a_folder_with_one_name_twice_is_refused(folders):
    write_set(folders[1] / "again", "station")
    with pytest.raises(UsageError, match=r"two of the sets in .* are called 'station'"):
        agree_at(*map(str, folders))


def test_another_text_in_a_folder_of_sets_is_refused_with_its_file(folders):
    path = folders[1] / "station-of-b" / "ferry.txt"
    path.write_text(path.read_text().replace("the mayor said", "the mayor says"), encoding="utf-8")
    with pytest.raises(InputError, match=r"station-of-b/ferry\.txt:3: the two annotations have different texts"):
        agree_at(*map(str, folders))


def test_the_command_takes_folders_of_sets(folders, tmp_path):
    done = bench("gold", "agree", *folders, "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["labels"]["summaries"] == 4
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no set.toml" in refused(bench("gold", "agree", empty, folders[1], cwd=tmp_path))


def test_tables_are_written_between_their_marks_alone(folders, tmp_path, capsys):
    natural = tmp_path / "natural"
    for name in ("first", "second"):
        write_set(natural / name / "harbour", "harbour")
    readme = folders[0] / FILE
    given = [str(folders[0]), *[str(folders[1])] * 2, str(natural)]
    readme.write_text("# Ours\n<!-- agreement:begin -->\nstale\n<!-- agreement:end -->\nend\n", encoding="utf-8")
    assert main(given) == 0
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# Ours\n<!-- agreement:begin -->\n**Facts** of 2 articles.")
    assert text.endswith("\n<!-- agreement:end -->\nend\n")
    assert "| all verdicts | 12 | 12 | 1.00 |" in text
    assert "**Labels** of 2 natural summaries of 1 article." in text
    readme.write_text("# Ours\n", encoding="utf-8")
    assert main(given) == 2
    assert main(["one"]) == 2
    assert "give four folders" in capsys.readouterr().err
