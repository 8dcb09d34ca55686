"""spaCy's attribute ruler, with what it finds at each word remembered.

The ruler tries all its patterns at every word, which takes a tenth of the time of reading. Nearly all of them are about
one word's tag, form and dependency, so what they match is looked up by these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

_ASKED = {"TAG", "LOWER", "DEP", "IS_SPACE"}
"""What of a word the remembered patterns may ask for."""
_KEPT = 50_000
"""Words that are kept in mind."""


def remember(ruler: AttributeRuler) -> None:
    """Make a ruler look its matches up; one whose patterns ask for anything else stays as it is."""
    if {asked for row in ruler.patterns for pattern in row["patterns"] for word in pattern for asked in word} <= _ASKED:
        ruler.match = _Remembered(ruler)


class _Remembered:
    """Stands in for a ruler's `match`, and finds the same: number, id, start and end of each match, sorted."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - takes a second

        self._single, self._longer = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for number, row in enumerate(ruler.patterns):
            for matcher, patterns in (
                (self._single, [pattern for pattern in row["patterns"] if len(pattern) == 1]),
                (self._longer, [pattern for pattern in row["patterns"] if len(pattern) > 1]),
            ):
                if patterns:
                    matcher.add(str(number), patterns)
        self._strings = ruler.vocab.strings
        self._known: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {}

    def __call__(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        found = [(number, id_, token.i, token.i + 1) for token in doc for number, id_ in self._at(token)]
        found += [(int(self._strings[id_]), id_, a, b) for id_, a, b in self._longer(doc, allow_missing=True)]
        return sorted(found)

    def _at(self, token: Token) -> tuple[tuple[int, int], ...]:
        key = token.tag, token.lower, token.dep
        if key not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            matches: Any = self._single(token.doc[token.i : token.i + 1], allow_missing=True)
            self._known[key] = tuple((int(self._strings[id_]), id_) for id_, _, _ in matches)
        return self._known[key]
