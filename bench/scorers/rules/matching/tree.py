"""A statement's words as the tree that the parser made of them: what hangs on what, and what governs what."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from bench.reading.who.reporting_cues import noun_uses
from bench.reading.who.source_nouns import noun_kind
from bench.records import Span, Word
from bench.scorers.rules.lexicon import lemmas

_SUBJECTS = ("nsubj", "nsubjpass")
_NOUNS = ("NOUN", "PROPN")


class Tree:
    """The words of a statement with their heads and children. Words are named by their index in the statement."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self._within: dict[tuple[Span, ...], frozenset[int]] = {}
        self._governors: dict[int, tuple[int, ...]] = {}
        self._children: list[list[int]] = [[] for _ in words]
        for index, word in enumerate(words):
            if word.head != index:
                self._children[word.head].append(index)

    @cached_property
    def segments(self) -> tuple[range, ...]:
        """The statement cut where it turns to something else: at a semicolon, at "but", "while", "although".

        What is credited on one side of a cut says nothing about the other: "Rubio says that he led it, but the
        cartel does not exist".
        """
        cuts = [
            index
            for index, word in enumerate(self.words)
            if index and (word.text == ";" or word.text.lower() in lemmas("stances", "turning"))
        ]
        edges = [0, *cuts, len(self.words)]
        return tuple(range(start, end) for start, end in pairwise(edges))

    def segment_of(self, index: int) -> range:
        """The segment that a word stands in."""
        return next(segment for segment in self.segments if index in segment)

    def children(self, index: int, *dependencies: str) -> list[int]:
        """The words that hang directly on a word by one of these dependencies; by any if none is given."""
        hanging = self._children[index]
        return [child for child in hanging if self.words[child].dep in dependencies] if dependencies else hanging

    def below(self, heads: Iterable[int]) -> set[int]:
        """These words and all that hang on them, directly or not."""
        inside: set[int] = set()
        waiting = list(heads)
        while waiting:
            index = waiting.pop()
            if index not in inside:
                inside.add(index)
                waiting += self._children[index]
        return inside

    def within(self, spans: Iterable[Span]) -> frozenset[int]:
        """The words that begin inside one of these stretches of the text."""
        ranges = tuple(spans)
        # Asked again for each fact of the same few credits and hedges.
        if ranges not in self._within:
            self._within[ranges] = frozenset(
                [index for start, end in ranges for index, word in enumerate(self.words) if start <= word.start < end]
            )
        return self._within[ranges]

    def spans(self, indices: Iterable[int]) -> list[Span]:
        """Where these words stand in the text."""
        return [(self.words[index].start, self.words[index].end) for index in indices]

    def governors(self, index: int) -> tuple[int, ...]:
        """A word and what governs it, up to the edge of what is asserted together with it.

        The edge is where the sentence begins to speak of something else: the noun that a relative clause describes
        ("the men who robbed the bank | could appeal"), the clause that an adverbial clause belongs to ("after they
        robbed it | the bank may close"), a coordinated clause with a subject of its own, the verb whose subject names
        the doer of a deed ("the robbers of the bank | are said to be abroad").
        """
        # Asked again for each fact and each of its doubts.
        if index not in self._governors:
            path = [index]
            while self.words[path[-1]].head != path[-1] and not self._is_edge(path[-1]):
                path.append(self.words[path[-1]].head)
            self._governors[index] = tuple(path)
        return self._governors[index]

    def meanings_above(self, index: int) -> tuple[int, ...]:
        """A word and those of its governors whose own meaning holds for it.

        Of two coordinated words the first says nothing of the second: in "was regarded as mild and known for his wit"
        nobody regards the wit. What helps or modifies the first may still hold for both: "may close and move".
        """
        path = self.governors(index)
        return path[:1] + tuple(above for below, above in pairwise(path) if self.words[below].dep != "conj")

    def _is_edge(self, index: int) -> bool:
        word = self.words[index]
        # "claims that staff filled in ballots": the parser may take what is claimed for a relative clause.
        if word.dep == "relcl":
            return self.words[word.head].lemma not in noun_uses()
        # "may meet Hall, the leader of the group": what is set beside a name is told as fact.
        if word.dep == "appos":
            return True
        # "is expected to grow, with the army watching": what "with" adds has a subject of its own, and is told as fact.
        if word.dep == "pcomp":
            return bool(self.children(index, *_SUBJECTS))
        # "may leave, shutting the plant": what a bare verb adds is as sure as the rest.
        if word.dep == "advcl":
            return bool(self.children(index, "mark", *_SUBJECTS))
        if word.dep == "conj" and word.pos in ("VERB", "AUX"):
            return self._asserts_by_itself(index)
        # "the robbers of the bank" states the robbery; "the robbery of the bank" only names it.
        return word.dep in _SUBJECTS and word.pos in _NOUNS and noun_kind(word.lemma) == "person"

    def _asserts_by_itself(self, index: int) -> bool:
        """Whether a coordinated verb is told as fact whatever its first verb leaves open.

        It has a subject, a helping verb or a tense of its own: "aims to stop it and has hacked a site" says that it
        has; "may close and move" leaves both open, since "move" has nothing but what it shares.
        """
        if self.children(index, *_SUBJECTS, "aux", "auxpass"):
            return True
        first_verb = self.words[index].head
        is_bare = self.words[index].text.lower() == self.words[index].lemma
        # "has hacked it and leaked the files": "leaked" is no tense of its own here, but shares the "has".
        shares_auxiliary = bool(self.children(first_verb, "aux", "auxpass"))
        return not is_bare and not shares_auxiliary and self.words[first_verb].pos in ("VERB", "AUX")
