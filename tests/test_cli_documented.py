from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from bench.cli import app

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def commands(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def test_the_readme_names_every_command():
    missing = [name for name, _ in commands(typer.main.get_command(app), "bench") if name not in README]
    assert missing == []


def test_every_command_and_option_says_what_it_does():
    for name, command in commands(typer.main.get_command(app), "bench"):
        assert command.help, name
        assert all(parameter.help for parameter in command.params if parameter.name != "help"), name
        assert command.get_short_help_str(200).endswith("."), name
