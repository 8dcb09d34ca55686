"""The parse of a statement as a tree: which words hang on which, and which of them make a clause or a noun phrase."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from bench.drafting.word_lists import word_list
from bench.records import Span, Statement, Word

_CLAUSES = ("ROOT", "ccomp", "advcl", "relcl", "parataxis", "csubj", "csubjpass")
_ASIDES = ("advcl", "relcl", "parataxis", "appos")
_CLOSING = {'"', "”", "“", "»", "«", ")", "("}
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


class Tree:
    """A statement's words by their place in the parse; every word is an index."""

    def __init__(self, statement: Statement) -> None:
        self.words: tuple[Word, ...] = statement.words

    @cached_property
    def _children(self) -> list[list[int]]:
        children: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head != i:
                children[word.head].append(i)
        return children

    def children(self, i: int, *deps: str) -> list[int]:
        """What hangs on a word directly, by these dependencies or any."""
        return [child for child in self._children[i] if not deps or self.words[child].dep in deps]

    def subtree(self, i: int, without: Collection[int] = ()) -> set[int]:
        """A word and all that hangs on it, except the words of `without` and what hangs on them."""
        below: set[int] = set()
        stack = [i]
        while stack:
            word = stack.pop()
            # A word that is left out is never gone through, and with it all that hangs on it.
            if word not in below and word not in without:
                below.add(word)
                stack.extend(self._children[word])
        return below

    def above(self, i: int) -> list[int]:
        """A word and those that it hangs on, from the inside out."""
        path = {i: None}
        # The root is its own head.
        while (i := self.words[i].head) not in path:
            path[i] = None
        return list(path)

    def is_clause(self, i: int) -> bool:
        """Whether a word heads a clause with a finite verb of its own, as far as the parse tells."""
        word = self.words[i]
        if word.head == i or word.dep in _CLAUSES:
            return True
        return word.dep == "conj" and word.pos in ("VERB", "AUX")

    def clause(self, i: int) -> set[int]:
        """The words of the clause that a word stands in, with its subject and without asides that it is not in."""
        path = self.above(i)
        head = next((word for word in path if self.is_clause(word)), path[-1])
        return self.clause_of(head, keep=path)

    def clause_of(self, head: int, keep: Iterable[int] = ()) -> set[int]:
        """The words of the clause that a word heads, without asides, except those that hold a word of `keep`."""
        # "The dam, which may break, is old": for the cue "may" the aside is the clause itself, and has to stay.
        never_dropped = {head, *keep}
        dropped = set()
        inside = self.subtree(head)
        for i in inside - never_dropped:
            word = self.words[i]
            # "He left, and she stayed" is two claims: a verb coordinated with the head says another one.
            if word.dep in _ASIDES or (word.dep == "conj" and word.pos in ("VERB", "AUX") and word.head == head):
                dropped.add(i)
        clause = self.subtree(head, without=dropped)
        # The "and" or "because" that ties the clause to another is no part of its claim; an "if" limits it, and stays.
        clause -= {
            i for i in self.children(head, "cc", "mark") if self.words[i].lemma not in word_list("kept_conjunctions")
        }
        return clause | self.shared_subject(head)

    def subject(self, head: int) -> int | None:
        """The subject of a verb, if it has one of its own."""
        return next(iter(self.children(head, *SUBJECTS)), None)

    def shared_subject(self, head: int) -> set[int]:
        """The words of the subject that a verb takes from the verb it is coordinated with."""
        # "The mill burned and was shut": the mill is the subject of both verbs.
        while self.subject(head) is None and self.words[head].dep == "conj" and self.words[head].head != head:
            head = self.words[head].head
            subject = self.subject(head)
            if subject is not None:
                return self.noun(subject)
        return set()

    def noun(self, i: int) -> set[int]:
        """A noun phrase without relative clauses, appositions and what is coordinated with a verb."""
        # "the mill, which burned in May" names the mill; that it burned is another claim.
        asides = [
            word for word in self.subtree(i) - {i} if self.words[word].dep in ("relcl", "appos", "parataxis", "advcl")
        ]
        return self.subtree(i, without=asides)

    def inside(self, spans: Iterable[Span]) -> set[int]:
        """The words that stand in any of these spans."""
        stretches = list(spans)
        return {
            i
            for i, word in enumerate(self.words)
            if any(start <= word.start and word.end <= end for start, end in stretches)
        }

    def top(self, group: Collection[int]) -> int | None:
        """The word of a group that holds it together: the first whose head is outside it, verbs before others."""
        tops = [i for i in group if self.words[i].head == i or self.words[i].head not in group]
        # A group in several pieces ("Those, he says, are safe") is held together by its verb.
        verbs = [i for i in tops if self.words[i].pos in ("VERB", "AUX")]
        return min(verbs or tops, default=None)

    def trimmed(self, group: Collection[int]) -> list[int]:
        """Words in their order, without marks at either end."""
        ordered = sorted(group)
        # A closing quotation mark or bracket stays, since its partner is within.
        while ordered and self.words[ordered[-1]].pos == "PUNCT" and self.words[ordered[-1]].text not in _CLOSING:
            ordered.pop()
        while ordered and self.words[ordered[0]].pos == "PUNCT" and self.words[ordered[0]].text not in _CLOSING:
            ordered.pop(0)
        return ordered
