"""Telling a model's thinking from its answer, where both come in one text."""

from __future__ import annotations

import re
from typing import NamedTuple

# Each alternative is one family's tags; `end` and its like say that a tag closes. The bracketed form is matched in
# capitals only: "I [think] so" is how an editor mends a quotation.
TAG = re.compile(
    r"<\s*(?P<end>/?)\s*(?i:(?:seed:)?(?:think|thinking|thought|reasoning))\s*>"
    r"|\[(?P<end2>/?)THINK\]"
    r"|◁(?P<end3>/?)think▷"
    r"|<\|(?:begin|(?P<end4>end))_of_thought\|>"
    r"|<\|channel\|>(?:analysis|(?P<end5>final))<\|message\|>"
)


class Thought(NamedTuple):
    """A text without its thinking."""

    text: str
    """The answer, without surrounding white space."""
    found: bool
    """Whether there was any thinking."""
    unfinished: bool
    """Whether a thought never ends; the answer, if any, is then not to be trusted."""


def cut_thinking(text: str) -> Thought:
    """Cut everything between thinking tags.

    A closing tag without an opening one ends a thought that began before the text did: some chat templates
    write the opening tag into the prompt. An opening tag inside a thought belongs to the thought.
    """
    kept: list[str] = []
    at = 0
    found = inside = False
    for tag in TAG.finditer(text):
        found = True
        if any(tag.groups()):
            if not inside:
                kept.clear()
            inside, at = False, tag.end()
        elif not inside:
            kept.append(text[at : tag.start()])
            inside = True
    if not inside:
        kept.append(text[at:])
    return Thought("".join(kept).strip(), found, inside)
