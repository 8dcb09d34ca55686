"""Words between quotation marks."""

from __future__ import annotations

import re

from bench.records import Quotation

_QUOTED = re.compile(
    r'"([^"\n]{2,600})"|“([^”\n]{2,600})”|„([^“”\n]{2,600})[“”]|«([^»\n]{2,600})»|(?<![\w])‘([^‘\n]{2,600}?)’(?![\w])'
)


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in their order."""
    found = []
    for match in _QUOTED.finditer(text):
        group = next(number for number, content in enumerate(match.groups(), start=1) if content is not None)
        found.append(Quotation(text=match.group(group), span=match.span(group)))
    return tuple(found)
