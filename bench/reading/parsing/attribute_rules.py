"""spaCy's attribute ruler, with its matches remembered.

The ruler tries all its patterns at every word, which takes a tenth of the time of reading. Nearly all of them are about
one word's tag, form and dependency, so what they match is looked up by these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

_REMEMBERED_ATTRIBUTES = {"TAG", "LOWER", "DEP", "IS_SPACE"}
"""The attributes of a word that patterns may ask for if their matches are to be remembered."""
_CACHE_SIZE = 50_000
"""Words whose matches are remembered at a time."""


def remember_matches(ruler: AttributeRuler) -> None:
    """Make a ruler look its matches up; one whose patterns ask for other attributes stays as it is."""
    attributes = {
        attribute for rule in ruler.patterns for pattern in rule["patterns"] for word in pattern for attribute in word
    }
    # The key of the cache must hold all that a pattern looks at, or a match would be remembered for the wrong words.
    if attributes <= _REMEMBERED_ATTRIBUTES:
        ruler.match = _CachedMatcher(ruler)


class _CachedMatcher:
    """Stands in for a ruler's `match`: gives number, id, start and end of each match, sorted, as the ruler does."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415 - takes a second

        # Two matchers, since only what depends on a single word can be looked up by that word.
        self._single_words, self._sequences = Matcher(ruler.vocab), Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            # Patterns of several words depend on their neighbours, and are matched anew each time.
            for matcher, patterns in (
                (self._single_words, [pattern for pattern in rule["patterns"] if len(pattern) == 1]),
                (self._sequences, [pattern for pattern in rule["patterns"] if len(pattern) > 1]),
            ):
                if patterns:
                    matcher.add(str(number), patterns)
        self._strings = ruler.vocab.strings
        self._cache: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {}

    def __call__(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        matches = [(number, id_, token.i, token.i + 1) for token in doc for number, id_ in self._matches_of(token)]
        matches += [
            (int(self._strings[id_]), id_, start, end) for id_, start, end in self._sequences(doc, allow_missing=True)
        ]
        # The ruler applies its matches in this order, so that a later rule may overrule an earlier one on the same
        # word.
        return sorted(matches)

    def _matches_of(self, token: Token) -> tuple[tuple[int, int], ...]:
        key = token.tag, token.lower, token.dep
        if key not in self._cache:
            # Emptied rather than trimmed, which would need a count of uses.
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            # A span of one word, so that no pattern sees what the key does not hold.
            matches: Any = self._single_words(token.doc[token.i : token.i + 1], allow_missing=True)
            self._cache[key] = tuple((int(self._strings[id_]), id_) for id_, _, _ in matches)
        return self._cache[key]
