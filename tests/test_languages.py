"""A set in a language that the reader does not know is refused before anything of it is read as English."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench_process import bench, refused
from gold_folder import CARD, write_set

from bench.errors import InputError
from bench.goldset import load_all
from bench.reading import LANGUAGES


def in_language(folder: Path, language: str) -> Path:
    write_set(folder)
    (folder / "set.toml").write_text(f"language = {json.dumps(language)}\n{CARD}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "en-GB", "EN", "en-US"])
def test_english_of_any_country_is_read(language, tmp_path):
    assert LANGUAGES == ("en",)
    assert load_all([str(in_language(tmp_path / "harbour", language))])[0].card.language == language


@pytest.mark.parametrize("language", ["de", "de-AT", "eng", "enx-GB", "german", ""])
def test_any_other_language_is_refused(language, tmp_path):
    with pytest.raises(InputError, match="field 'language'"):
        load_all([str(in_language(tmp_path / "harbour", language))])


def test_every_command_says_so_in_a_line(tmp_path):
    folder = in_language(tmp_path / "hafen", "de")
    given = tmp_path / "given.jsonl"
    given.write_text(json.dumps({"article": "ferry", "text": "A ferry was late."}) + "\n", encoding="utf-8")
    facts = (folder / "ferry.facts.jsonl").read_text(encoding="utf-8")
    for arguments in (
        ("run", "--model", "lead-3", "--gold", folder, "--out", tmp_path / "run"),
        ("score", given, "--gold", folder, "--out", tmp_path / "scored"),
        ("validate", "--gold", folder),
        ("gold", "draft", folder),
        ("gold", "stats", folder),
        ("gold", "agree", folder, folder),
        ("gold", "export", folder, "--to", "csv", "--out", tmp_path / "csv"),
    ):
        said = refused(bench(*arguments, cwd=tmp_path))
        assert f"{folder / 'set.toml'}: field 'language': the texts are in 'de'" in said, arguments
        assert "only en" in said
    for made in ("run", "scored", "csv"):
        assert not (tmp_path / made).exists()
    assert (folder / "ferry.facts.jsonl").read_text(encoding="utf-8") == facts


def test_a_set_is_not_opened_for_annotation_either(tmp_path):
    done = bench("gold", "edit", in_language(tmp_path / "hafen", "de"), "--no-open", cwd=tmp_path)
    assert done.returncode == 2
    assert "the texts are in 'de'" in done.stderr.splitlines()[-1]


def test_lint_lists_it_among_the_mistakes(tmp_path):
    done = bench("gold", "lint", in_language(tmp_path / "hafen", "de"), cwd=tmp_path)
    assert done.returncode != 0
    assert "the texts are in 'de'" in done.stdout + done.stderr
