"""A reasoning model's thinking: room for it in a request, and cutting it out of an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

TOKENS = "{tokens}"
"""Stands in a preset's fields where the number goes."""

# Each alternative is one family's tags; `end` and its like say that a tag closes. The bracketed form is matched in
# capitals only: "I [think] so" is how an editor mends a quotation.
TAG = re.compile(
    r"<\s*(?P<end>/?)\s*(?i:(?:seed:)?(?:think|thinking|thought|reasoning))\s*>"
    r"|\[(?P<end2>/?)THINK\]"
    r"|◁(?P<end3>/?)think▷"
    r"|<\|(?:begin|(?P<end4>end))_of_thought\|>"
    r"|<\|channel\|>(?:analysis|(?P<end5>final))<\|message\|>"
)


class CutText(NamedTuple):
    """A text without its thinking."""

    text: str
    """The answer, without surrounding white space."""
    has_thinking: bool
    is_unfinished: bool
    """Whether a thought never ends; the answer, if any, is then not to be trusted."""


def with_thinking(parameters: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as they are sent: `thinking_tokens` on top of `max_tokens`, and in a server's own fields.

    Servers count thinking as part of `max_tokens`, so that an answer after a long thought would be cut off.

    Args:
        parameters: as asked for.
        fields: how the server is told of a budget, with `{tokens}` for the number; empty if it cannot be told. If the
            parameters name such a field themselves, theirs is sent.
    """
    sent = dict(parameters)
    tokens = sent.pop("thinking_tokens", None)
    if not tokens:
        return sent
    if isinstance(longest := sent.get("max_tokens"), int):
        sent["max_tokens"] = longest + tokens
    # The user's own fields last, so that they go before the preset's.
    return {**_filled(fields, tokens), **sent}


def cut_thinking(text: str) -> CutText:
    """Cut everything between thinking tags."""
    answer_parts: list[str] = []
    at = 0
    has_thinking = is_inside = False
    for tag in TAG.finditer(text):
        has_thinking = True
        if any(tag.groups()):
            # "The user wants … </think> Three died.": a closing tag without an opening one ends a thought that began
            # before the text did, since some chat templates write the opening tag into the prompt.
            if not is_inside:
                answer_parts.clear()
            is_inside, at = False, tag.end()
        elif not is_inside:
            answer_parts.append(text[at : tag.start()])
            is_inside = True
        # "<think>The tag <think> is odd.</think>": an opening tag inside a thought belongs to the thought.
    if not is_inside:
        answer_parts.append(text[at:])
    return CutText("".join(answer_parts).strip(), has_thinking, is_inside)


def _filled(template: Any, tokens: int) -> Any:
    if isinstance(template, Mapping):
        return {key: _filled(value, tokens) for key, value in template.items()}
    return tokens if template == TOKENS else template
