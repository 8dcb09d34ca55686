"""Words between quotation marks."""

from __future__ import annotations

import re

from bench.records import Quotation

# The upper limit keeps a lost closing mark from pairing with one far on; a single sign between marks is an initial or a
# grade rather than speech.
_QUOTED = re.compile(
    r'"([^"\n]{2,600})"|“([^”\n]{2,600})”|„([^“”\n]{2,600})[“”]|«([^»\n]{2,600})»|(?<![\w])‘([^‘\n]{2,600}?)’(?![\w])'
)
"""One group for each kind of quotation marks. Single ones count only as a typographic pair, since a straight one is
rather an apostrophe; no kind runs over a line, so that a mark whose partner is lost swallows no more than its own."""


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text, in their order, without their marks."""
    quotations = []
    for match in _QUOTED.finditer(text):
        group = next(number for number, content in enumerate(match.groups(), start=1) if content is not None)
        quotations.append(Quotation(text=match.group(group), span=match.span(group)))
    return tuple(quotations)
