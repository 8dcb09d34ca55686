from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from bench_process import bench
from gold_folder import ARTICLE

from bench.cli import app
from bench.errors import AllegedlyError
from bench.goldset import lint
from bench.models import ERROR_CODES, FLAG_CODES
from runners.presets import presets

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def blocks(language: str) -> list[str]:
    return [text for of, text in BLOCKS if of == language]


def test_the_readme_names_every_command_and_option():
    for name, command in commands(typer.main.get_command(app), "bench"):
        assert name in README
        options = [max(one.opts, key=len) for one in command.params if one.param_type_name == "option"]
        assert [option for option in options if not re.search(rf"{option}\b", README)] == [], name


def test_the_readme_names_every_verdict_flag_and_provider():
    for term in ("omitted", "preserved", *ERROR_CODES, *FLAG_CODES, *presets()):
        assert f"`{term}`" in README


def test_help_in_the_readme_is_what_help_prints(tmp_path):
    shown = [text for text in blocks("") if text.startswith("$ bench")]
    assert shown
    for text in shown:
        command, _, said = text.partition("\n")
        assert said == bench(*command.split()[2:], cwd=tmp_path).stdout


def test_the_gold_set_in_the_readme_is_one(tmp_path):
    (card,) = blocks("toml")
    (id_,) = tomllib.loads(card)["articles"]
    facts, labels = blocks("json")
    files = {
        "set.toml": card,
        f"{id_}.txt": ARTICLE,
        f"{id_}.facts.jsonl": facts,
        f"{id_}.labels.jsonl": labels,
    }
    for name, text in files.items():
        assert name in README
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert lint(tmp_path) == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        if not file:
            assert anchor in anchors, target
        elif "://" not in target:
            assert (ROOT / file).is_file(), target


def test_exit_codes_in_the_readme_are_those_of_the_errors():
    rows = re.findall(r"^\| (\d+) \|", README.partition("## Exit codes")[2], re.MULTILINE)
    codes = {error.exit_code for error in (AllegedlyError, *AllegedlyError.__subclasses__())}
    assert {int(row) for row in rows} == {0, 130} | codes


def test_every_command_and_option_says_what_it_does():
    for name, command in commands(typer.main.get_command(app), "bench"):
        assert command.help, name
        assert all(parameter.help for parameter in command.params if parameter.name != "help"), name
        assert command.get_short_help_str(200).endswith("."), name
