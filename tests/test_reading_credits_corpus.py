"""The reader measured on an attribution corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bench_process import bench, refused

from bench.errors import InputError
from bench.validation.attribution_corpus import load
from bench.validation.reader_accuracy import measure_reader

TEXT = "The mayor said the pool was shut. Divers claim that it leaks. It is said to be deep."


def piece(text: str, of: str = TEXT) -> dict[str, Any]:
    """A part of an attribution that stands once in a text."""
    start = of.index(text)
    return {"text": text, "segments": [[start, start + len(text)]]}


def attribution(source: str | None, cue: str, content: str) -> dict[str, Any]:
    """An attribution of TEXT."""
    return {"source": [piece(source)] if source else [], "cue": [piece(cue)], "content": [piece(content)]}


def corpus(folder: Path, *attributions: dict[str, Any], text: str = TEXT) -> Path:
    """A corpus of one text."""
    path = folder / "corpus.jsonl"
    path.write_text(json.dumps({"id": "t", "text": text, "attributions": attributions}), encoding="utf-8")
    return path


MAYOR = ("The mayor", "said the", "the pool was shut")
DIVERS = ("Divers", "claim", "that it leaks")


def test_source_and_cue_must_both_overlap(tmp_path: Path) -> None:
    whole = measure_reader(load(corpus(tmp_path, attribution(*MAYOR), attribution(*DIVERS))))
    assert (whole.found.precision.value, whole.found.recall.value) == (1.0, 1.0)
    assert whole.content.f1.value == whole.content_per_pair == 1.0
    assert not whole.differences

    other_source = measure_reader(
        load(corpus(tmp_path, attribution("pool", "said the", "was shut"), attribution(*DIVERS)))
    )
    assert (other_source.found.precision.count, other_source.found.precision.of) == (1, 2)
    assert (other_source.found.recall.count, other_source.found.recall.of) == (1, 2)
    assert [(difference.source, difference.is_missed) for difference in other_source.differences] == [
        ("pool", True),
        ("The mayor", False),
    ]


def test_content_is_compared_token_by_token(tmp_path: Path) -> None:
    measured = measure_reader(
        load(corpus(tmp_path, attribution("The mayor", "said", "was shut"), attribution(*DIVERS)))
    )
    # "the pool was shut" and "that it leaks" against "was shut" and "that it leaks"
    assert (measured.content.precision.count, measured.content.precision.of) == (5, 7)
    assert (measured.content.recall.count, measured.content.recall.of) == (5, 5)
    assert measured.content_per_pair == pytest.approx((4 / 6 + 1) / 2)


def test_an_attribution_without_a_source_is_neither_asked_for_nor_charged(tmp_path: Path) -> None:
    sourceless = attribution(None, "claim", "that it leaks")
    measured = measure_reader(load(corpus(tmp_path, attribution(*MAYOR), sourceless)))
    assert measured.sourceless == 1
    assert (measured.found.precision.of, measured.found.recall.of) == (1, 1)


def test_credits_inside_credits_are_counted_apart(tmp_path: Path) -> None:
    text = "The mayor said that divers claim it leaks."
    outer = {
        "source": [piece("The mayor", text)],
        "cue": [piece("said", text)],
        "content": [piece("that divers claim it leaks", text)],
    }
    measured = measure_reader(load(corpus(tmp_path, outer, text=text)))
    assert (measured.found.precision.count, measured.found.precision.of) == (1, 1)
    assert (measured.all_credits.precision.count, measured.all_credits.precision.of) == (1, 2)


def test_a_quotation_carried_over_sentences_is_one_credit(tmp_path: Path) -> None:
    text = '"It leaks," he said. "It always has."'
    speech = {
        "source": [piece("he", text)],
        "cue": [piece("said", text)],
        "content": [{"segments": [[0, 12], [21, len(text)]]}],
    }
    measured = measure_reader(load(corpus(tmp_path, speech, text=text)))
    assert measured.found.precision.of == 1
    assert measured.content.f1.value == 1.0


@pytest.mark.parametrize(
    ("line", "where", "what"),
    [
        ("[]", ":1: ", "not a JSON object"),
        ('{"text": "a"}', "field 'attributions'", "required"),
        ('{"text": 1, "attributions": []}', "field 'text'", "string"),
        (
            '{"text": "ab", "attributions": [{"cue": [{"segments": [[0, 9]]}]}]}',
            "attributions.0.cue",
            "2 characters",
        ),
        (
            '{"text": "ab", "attributions": [{"cue": [{"segments": [[1, 1]]}]}]}',
            "attributions.0.cue",
            "no stretch",
        ),
        ('{"text": "ab", "attributions": [{"cue": [{"segments": [[0]]}]}]}', "cue.0.segments.0", "required"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, where: str, what: str) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load(path)
    assert where in str(raised.value)
    assert what in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_empty_file_and_a_repeated_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="no texts"):
        load(path)
    path.write_text('{"id": "t", "text": "", "attributions": []}\n' * 2, encoding="utf-8")
    with pytest.raises(InputError, match="line 1 too"):
        load(path)


def test_the_command_prints_a_table_or_json(tmp_path: Path) -> None:
    path = corpus(tmp_path, attribution(*MAYOR), attribution("it", "leaks", "it leaks"))
    shown = bench("validate", "--reader", path, "--show", cwd=tmp_path)
    assert shown.returncode == 0
    assert "source and cue" in shown.stdout
    assert "only the reader's: Divers | claim" in shown.stdout
    as_json = json.loads(bench("validate", "--reader", path, "--json", cwd=tmp_path).stdout)
    assert as_json["found"]["recall"] == {"value": 0.5, "low": None, "high": None, "count": 1, "of": 2, "articles": 1}
    assert "no such file" in refused(bench("validate", "--reader", "none.jsonl", cwd=tmp_path))
