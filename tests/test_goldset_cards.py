"""The card of every shipped set: what a reader must find there, and that its figures are the set's."""

from __future__ import annotations

import re
import uuid

import pytest
from gold_folder import write_set

from bench.errors import InputError
from bench.goldset import load, shipped
from bench.goldset.readmes.set_figures import counts, main, with_counts

CANARY = re.compile(r"^    allegedly-gold-(\S+) ([0-9a-f-]{36})$", re.MULTILINE)

every_set = pytest.mark.parametrize("name", shipped())


def card(name: str) -> str:
    return (shipped()[name] / "README.md").read_text(encoding="utf-8")


@every_set
def test_the_figures_are_those_of_the_set(name):
    gold = load(name)
    assert counts(gold) in card(name)
    assert with_counts(card(name), gold) == card(name)


@every_set
def test_a_card_says_what_is_in_it_who_made_it_and_on_what_terms(name):
    gold, text = load(name), card(name)
    assert text.startswith(f"# {name}: ")
    assert all(f"| `{one.article.id}` | " in text for one in gold.articles)
    assert all(f"`{annotator}`" in text for annotator in gold.card.annotators)
    assert "Every writer and every annotator here is a language model" in " ".join(text.split())
    assert all(f"| {summary.origin} | `{summary.model}` | " in text for one in gold.articles for summary in one.labels)
    assert ("The articles were written for this benchmark" in text) != ("these articles are real" in text)
    assert "CC BY 4.0" in text
    assert f"- **{gold.card.version}** (" in text


def test_every_set_has_a_canary_of_its_own():
    found = [CANARY.findall(card(name)) for name in shipped()]
    assert [[name for name, _ in canaries] for canaries in found] == [[name] for name in shipped()]
    ids = [uuid.UUID(canaries[0][1]) for canaries in found]
    assert {one.version for one in ids} == {4}
    assert len(set(ids)) == len(ids)


def test_figures_are_written_between_their_marks_alone(tmp_path, capsys):
    folder = write_set(tmp_path / "harbour")
    readme = folder / "README.md"
    readme.write_text("# harbour\n<!-- counts:begin -->\nstale\n<!-- counts:end -->\nend\n", encoding="utf-8")
    assert main([str(folder)]) == 0
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# harbour\n<!-- counts:begin -->\n| article | words |")
    assert "| `ferry` | 30 | 1 | 1 | 1 | 2 |" in text
    assert re.search(r"^\| planted \| `\S+` \| 2 \| 1 \|", text, re.MULTILINE)
    assert "of planted summaries: 1 `dropped_attribution`, 1 `wrong_number`, 1 `unsupported_number`." in text
    assert text.endswith("<!-- counts:end -->\nend\n")
    assert "stale" not in text
    readme.write_text("# harbour\n", encoding="utf-8")
    assert main([str(folder)]) == 2
    assert "counts:begin" in capsys.readouterr().err


def test_a_card_without_marks_is_refused():
    with pytest.raises(InputError, match="counts:begin"):
        with_counts("# harbour", load("venezuela"))
