"""A judge on loopback, which takes its verdicts from the summary: `f01-dropped-attribution` in it is one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from scripted_server import Handler, chat, say


def judge(handler: Handler) -> None:
    """Answer as a judge does that follows its instructions."""
    say(handler, chat(json.dumps(answer(handler.asked))))


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """The verdicts on the facts that a request asks about."""
    ids, summary = question(asked)
    said = dict(re.findall(r"(f\d\d)-([a-z-]+)", summary))
    facts = [
        {
            "id": id_,
            "verdict": said.get(id_, "omitted").replace("-", "_"),
            "evidence": f"{id_}-{said[id_]}" if id_ in said else "",
        }
        for id_ in ids
    ]
    flags = [{"code": "unsupported_quote", "evidence": words} for words in re.findall(r"\[(.+?)\]", summary)]
    return {"facts": facts, "flags": flags}


def question(asked: dict[str, Any]) -> tuple[list[str], str]:
    """The ids that a request asks about, and the summary that it shows."""
    text = asked["messages"][-1]["content"]
    ids = json.loads(re.findall(r"Judge these facts of the summary: (\[.*?\])", text)[-1])
    summary = re.findall(r"==== (\w+)\n(.*?)\n==== \1", text, re.DOTALL)[-1][1]
    return ids, summary


def at_first(wrong: str, times: int = 1) -> Callable[[Handler], None]:
    """A judge that gives a wrong answer so many times, about each summary, before it gives a right one."""
    given: dict[str, int] = {}

    def answer_wrongly(handler: Handler) -> None:
        _, summary = question(handler.asked)
        given[summary] = given.get(summary, 0) + 1
        if given[summary] <= times:
            say(handler, chat(wrong))
        else:
            judge(handler)

    return answer_wrongly
