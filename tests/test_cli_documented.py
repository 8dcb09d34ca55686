from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from gold_folder import ARTICLE
from shown_output import DOCUMENT, with_output

from bench import __version__
from bench.cli import app
from bench.errors import AllegedlyError
from bench.goldset import lint, shipped
from bench.records import ERROR_CODES, FLAG_CODES
from bench.records.statement import Comparator, Stance, Strength
from runners.openai_protocol.presets import presets

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted((ROOT / "docs").rglob("*.md"))
HANDBOOK = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
"""The documentation but for what is made at build time."""
GUIDE = (ROOT / "gold" / "README.md").read_text(encoding="utf-8")
"""Of article sets, and of the commands that make them."""


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def blocks(document: str, language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)
    return [text for of, text in found if of == language]


def test_the_readme_names_every_command_and_the_documentation_every_option():
    for name, command in commands(typer.main.get_command(app), "bench"):
        of_sets = name.startswith("bench gold ")
        assert name in (GUIDE if of_sets else README)
        options = [max(one.opts, key=len) for one in command.params if one.param_type_name == "option"]
        assert [option for option in options if not re.search(rf"{option}\b", GUIDE if of_sets else HANDBOOK)] == [], (
            name
        )


def test_the_readme_names_every_verdict_and_flag_and_the_documentation_every_provider():
    for term in ("omitted", "preserved", *ERROR_CODES, *FLAG_CODES):
        assert f"`{term}`" in README
    for provider in presets():
        assert f"`{provider}`" in HANDBOOK


def test_the_guide_names_every_verdict_flag_stance_strength_and_comparator():
    fields = (*get_args(Stance), *get_args(Strength), *get_args(Comparator))
    for term in ("omitted", "preserved", *ERROR_CODES, *FLAG_CODES, *fields):
        assert f"`{term}`" in GUIDE


def test_what_is_shown_of_commands_is_what_they_print(tmp_path):
    text = DOCUMENT.read_text(encoding="utf-8")
    assert text.count("```console") == 2
    assert with_output(text, tmp_path) == text, "run python tests/shown_output.py"


def test_the_gold_set_in_the_guide_is_one(tmp_path):
    (card,) = blocks(GUIDE, "toml")
    (id_,) = tomllib.loads(card)["articles"]
    facts, labels = blocks(GUIDE, "json")
    files = {
        "set.toml": card,
        f"{id_}.txt": ARTICLE,
        f"{id_}.facts.jsonl": facts,
        f"{id_}.labels.jsonl": labels,
    }
    for name, text in files.items():
        assert name in GUIDE
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert lint(tmp_path) == []


DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    *(page.relative_to(ROOT).as_posix() for page in PAGES),
    "gold/README.md",
    "measurement/README.md",
    "measurement/held-out/README.md",
    "measurement/second-annotation/settled.md",
)


def anchors(document: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", [*DOCUMENTS, *(f"gold/{name}/README.md" for name in shipped())])
def test_links_lead_somewhere(document):
    path = ROOT / document
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        led_to = path.parent / file if file else path
        assert led_to.exists(), target
        assert not anchor or anchor in anchors(led_to), target


def test_the_citations_name_this_version():
    assert f"version = {{{__version__}}}" in HANDBOOK
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_exit_codes_in_the_documentation_are_those_of_the_errors():
    page = (ROOT / "docs" / "commands" / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|", page.partition("## Exit codes")[2], re.MULTILINE)
    codes = {error.exit_code for error in (AllegedlyError, *AllegedlyError.__subclasses__())}
    assert {int(row) for row in rows} == {0, 130} | codes


def test_every_command_and_option_says_what_it_does():
    for name, command in commands(typer.main.get_command(app), "bench"):
        assert command.help, name
        assert all(parameter.help for parameter in command.params if parameter.name != "help"), name
        assert command.get_short_help_str(200).endswith("."), name
