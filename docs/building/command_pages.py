"""A page for each command, made of its own help when the site is built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from bench.cli import app

FOLDER = "commands/"
INDEX = "commands/index.md"
"""The page that lists them; the text above the list is written by hand."""
MARKUP = re.compile(r"[&<>|*_\\\[\]#]")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages of all commands, and name them in the navigation below the page that lists them."""
    pages = {f"bench {name}": (FOLDER + _file(name), text) for name, text in command_pages()}
    for path, text in pages.values():
        files.append(File.generated(config, path, content=text))
    for section in config.nav or ():
        for entry in (entry for entries in section.values() for entry in entries if isinstance(entry, dict)):
            for title, path in entry.items():
                if path == INDEX:
                    entry[title] = [INDEX, *({name: path} for name, (path, _) in pages.items())]
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Put the list of commands at the end of their first page."""
    if page.file.src_uri != INDEX:
        return markdown
    lines = (
        f"| [`bench {name}`]({_file(name)}) | {_line(command.get_short_help_str(200))} |"
        for name, command in _commands(typer.main.get_command(app), ())
    )
    return "\n".join([markdown, "", "| command | does |", "|---|---|", *lines, ""])


def command_pages() -> Iterator[tuple[str, str]]:
    """The name of each command, without `bench`, and its page in Markdown."""
    for name, command in _commands(typer.main.get_command(app), ()):
        yield name, "\n".join(_page(name, command))


def _file(name: str) -> str:
    return f"{name.replace(' ', '-')}.md"


def _commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def _page(name: str, command: Any) -> Iterator[str]:
    context = command.context_class(command, info_name=f"bench {name}", help_option_names=["-h", "--help"])
    yield from (f"# bench {name}", "")
    for paragraph in re.split(r"\n\s*\n", command.help.strip()):
        yield from (*_paragraph(paragraph), "")
    yield from ("```text", command.get_usage(context), "```", "")
    for kind in ("argument", "option"):
        records = [
            parameter.get_help_record(context)
            for parameter in command.get_params(context)
            if parameter.param_type_name == kind
        ]
        # A list, since a table of long options is wider than a phone.
        entries = [f"<code>{_line(names)}</code>\n:   {_line(meaning)}\n" for names, meaning in filter(None, records)]
        if entries:
            yield from (f"## {kind.capitalize()}s", "", *entries)


def _paragraph(text: str) -> list[str]:
    """A paragraph of help; the lines of one that begins with a backspace are kept apart, as the terminal does."""
    if not text.startswith("\b"):
        return [_escaped(text)]
    title, *lines = text.removeprefix("\b").strip("\n").splitlines()
    return [_escaped(title), "", "```sh", *(line.strip() for line in lines), "```"]


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    """A help text as it is: `runs/<UTC time>` would be a tag, `FILE|NAME` two cells. Between backticks is code."""
    parts = [MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", part) for part in text.split("`")]
    parts[1::2] = [f"<code>{part}</code>" for part in parts[1::2]]
    return "".join(parts)
