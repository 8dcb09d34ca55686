"""The documentation site: what its build adds to the pages in docs/. `make check` builds it, strictly."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

import allegedly
from bench.cli import app

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs" / "building"))
pytest.importorskip("mkdocs")

from command_pages import INDEX, command_pages, on_page_markdown  # noqa: E402 - scripts, not a package
from repository_pages import site_link  # noqa: E402
from self_contained import LOADED  # noqa: E402

PAGES = dict(command_pages())


def test_every_command_has_a_page_with_its_options_and_examples():
    group = typer.main.get_command(app)
    names = [name for name in group.commands if name != "gold"]
    assert set(PAGES) == {*names, *(f"gold {name}" for name in group.commands["gold"].commands)}
    for name, page in PAGES.items():
        command = group
        for word in name.split():
            command = command.commands[word]
        shown = html.unescape(page)
        assert page.startswith(f"# bench {name}\n")
        for parameter in command.params:
            named = max(parameter.opts, key=len) if parameter.param_type_name == "option" else parameter.metavar
            assert re.search(rf"<code>[^<]*{re.escape(named)}", shown), name
            assert parameter.help.partition("`")[0] in shown, name
        assert f"Usage: bench {name} " in page
        assert "\b" not in page


def test_signs_of_a_help_text_are_no_markup():
    assert "<code>--prompt FILE&#124;NAME</code>\n:   A text with" in PAGES["run"]
    assert "runs/&#60;UTC time&#62;-" in PAGES["run"]
    assert "see <code>bench models</code>" in PAGES["run"]


def test_all_commands_are_listed_on_their_first_page():
    listed = on_page_markdown("# Commands", page=SimpleNamespace(file=SimpleNamespace(src_uri=INDEX)))
    assert re.findall(r"^\| \[`bench ([^`]+)`\]", listed, re.MULTILINE) == list(PAGES)


ON_SITE = {"index.md", "python.md", "commands/index.md", "gold/README.md", "gold/courts/README.md", "SECURITY.md"}


@pytest.mark.parametrize(
    ("page", "target", "leads_to"),
    [
        ("python.md", "../gold/README.md", "gold/README.md"),
        ("python.md", "../README.md", "index.md"),
        ("python.md", "../SECURITY.md", "SECURITY.md"),
        ("gold/README.md", "../docs/python.md", "../python.md"),
        ("gold/README.md", "../docs/commands/index.md", "../commands/index.md"),
        ("gold/README.md", "courts/README.md", "courts/README.md"),
        ("gold/courts/README.md", "../README.md", "../README.md"),
        ("commands/index.md", "../../gold/README.md", "../gold/README.md"),
        ("commands/index.md", "run.md", "run.md"),
        ("SECURITY.md", "README.md", "index.md"),
        ("python.md", "../bench/cli.py", "../bench/cli.py"),  # not on the site: the strict build refuses it
        ("python.md", "https://example.org/README.md", "https://example.org/README.md"),
    ],
)
def test_a_link_in_the_repository_leads_to_the_page_on_the_site(page, target, leads_to):
    assert site_link(target, page, ON_SITE) == leads_to


@pytest.mark.parametrize(
    "loaded",
    [
        '<script src="https://example.org/a.js">',
        "<img alt=x src=//example.org/a.png>",
        '<link rel="preconnect" href="https://example.org" crossorigin>',
        '<link href="https://example.org/a.css" rel="stylesheet">',
        '@import "https://example.org/a.css"',
        "a { background: url(https://example.org/a.png) }",
    ],
)
def test_what_is_loaded_from_elsewhere_is_found(loaded):
    assert LOADED.search(loaded)


@pytest.mark.parametrize(
    "kept",
    [
        '<a href="https://example.org">',
        '<script src="assets/a.js">',
        '<link rel="canonical" href="https://example.org">',
        "a { background: url(data:image/svg+xml;charset=utf-8,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E) }",
    ],
)
def test_a_link_that_a_reader_may_follow_is_none(kept):
    assert not LOADED.search(kept)


def test_the_reference_has_every_public_name():
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    named = {*re.findall(r"^::: allegedly\.(\w+)$", text, re.MULTILINE), *re.findall(r"`allegedly\.(\w+)`", text)}
    assert {*allegedly.__all__} <= named
