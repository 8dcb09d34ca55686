"""Every example in Python of the documents and of the public docstrings runs."""

from __future__ import annotations

import inspect
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from fences import DOCS, IN_INSPECT, python_in
from judge_server import judge
from scripted_server import chat, say

import allegedly

ROOT = Path(__file__).parent.parent
SERVER = "http://localhost:8000/v1"
"""The address that examples give; here it is a server on loopback."""
DOCUMENTS = (ROOT / "README.md", *sorted({*DOCS.glob("*.md")} - {IN_INSPECT}))


def sources() -> Iterator[tuple[str, list[str]]]:
    """Each document or docstring that has examples, which may use what those before them made."""
    for document in DOCUMENTS:
        yield document.name, python_in(document.read_text(encoding="utf-8"))
    for name in allegedly.__all__:
        value = getattr(allegedly, name)
        members = {name: value}
        if inspect.isclass(value) and value.__module__.startswith("allegedly"):
            members |= {f"{name}.{member}": of for member, of in vars(value).items() if not member.startswith("_")}
        for place, member in members.items():
            yield place, python_in(textwrap.dedent((inspect.getdoc(member) or "").partition("Examples:\n")[2]))


EXAMPLES = {place: found for place, found in sources() if found}


def answer(handler):
    """Summarise, or judge that nothing is said."""
    if "Judge these facts" in handler.asked["messages"][-1]["content"]:
        judge(handler)
    else:
        say(handler, chat("The port authority claims that the ferry left on time."))


def test_the_examples_are_found():
    assert {"README.md", "python.md", "score", "run", "make_gold", "Result.to_pandas"} <= {*EXAMPLES}


@pytest.mark.parametrize("place", EXAMPLES)
def test_an_example_runs(place, serve, tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    text = json.dumps(EXAMPLES[place])
    if SERVER in text:
        text = text.replace(SERVER, serve(answer).base_url)
    names: dict[str, object] = {}
    for block in json.loads(text):
        exec(compile(block, place, "exec"), names)
        for test in [name for name in names if name.startswith("test_")]:
            names.pop(test)(request.getfixturevalue("allegedly"))
