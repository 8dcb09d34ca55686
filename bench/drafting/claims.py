"""The bare claim of a candidate: what is said, doubted or counted, without source and hedge."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from bench.drafting.claim_wording import Wording
from bench.drafting.markable import DraftCandidate
from bench.drafting.parse_tree import SUBJECTS, Tree
from bench.drafting.referents import best_name
from bench.drafting.word_lists import word_list
from bench.records import Credit, Hedge, Span, Statement
from bench.scorers.rules.matching.terms import terms

_CAVEATS = ("unevidenced", "disputed")
_BACK = 2
"""How many statements back the claim may stand that a caveat is about."""


class BareClaim(NamedTuple):
    """A claim with its place."""

    text: str
    span: Span
    """Of the words that it is made of."""
    credits: tuple[Credit, ...] = ()
    """Whoever the article credits it to."""


class Claims:
    """The claims of an article."""

    def __init__(self, statements: Sequence[Statement], names: Mapping[int, tuple[str, ...]]) -> None:
        """Take an article as read, and the names behind its pronouns by their places."""
        self._statements = statements
        self._names = names
        self._trees = [Tree(statement) for statement in statements]

    def of(self, candidate: DraftCandidate) -> BareClaim | None:
        """The claim of a candidate; None where no words make one."""
        if isinstance(candidate.reading, Credit):
            return self._credited(candidate.reading, candidate.at)
        if isinstance(candidate.reading, Hedge):
            if candidate.reading.strength in _CAVEATS:
                return self._doubted(candidate.reading, candidate.at)
            return self._hedged(candidate.reading, candidate.at)
        return self._counted(candidate)

    def opening(self, candidate: DraftCandidate) -> Span:
        """From the subject of the clause that a candidate's cue stands in to the cue: "he could not rule out"."""
        tree = self._trees[candidate.at]
        cue = tree.inside([candidate.cue])
        top = tree.top(cue)
        head = next((i for i in tree.above(top) if tree.is_clause(i)), top) if top is not None else None
        subject = tree.subject(head) if head is not None else None
        # A subject behind its cue ("said the mayor") does not open anything.
        before = {i for i in tree.noun(subject) if i < min(cue)} if subject is not None else set()
        return (min(tree.words[i].start for i in before), candidate.cue[1]) if before else candidate.cue

    def _credited(self, credit: Credit, at: int) -> BareClaim | None:
        tree = self._trees[at]
        words = tree.inside(credit.scope) - tree.inside([credit.cue_span])
        # "He denied the accusation": its words name no claim, so the claim is the one that stands before it.
        if credit.stance == "deny" and self._is_taken_up(words, at):
            return self._before(credit.cue_span, at)
        return self._made(words, at, credit)

    def _hedged(self, hedge: Hedge, at: int) -> BareClaim | None:
        tree = self._trees[at]
        cue = tree.inside([hedge.cue_span])
        top = tree.top(cue)
        if top is None:
            return None
        scope = tree.inside(hedge.scope) - cue
        # Of "it is likely that rates will fall", the claim hangs on the adjective or on its verb.
        holders = [top, *([tree.words[top].head] if tree.words[top].dep == "acomp" else [])]
        content = [i for holder in holders for i in tree.children(holder, "ccomp") if tree.subject(i) is not None]
        if content:
            words = tree.clause_of(content[0])
        elif tree.words[top].lemma in word_list("excluding_verbs"):
            # "did not rule out fraud": the claim is what stays open, never who left it open.
            objects = tree.children(top, "dobj", "nsubjpass", "ccomp", "pcomp")
            words = set().union(*(tree.subtree(i) for i in objects)) or scope
        # "fears that the dam could break" says a whole claim, "the risk of floods" does not.
        elif tree.words[top].pos == "NOUN" and any(tree.words[i].pos in ("VERB", "AUX") for i in scope):
            words = scope
        else:
            words = tree.clause(top)
        return self._made(self._within_credit(words, hedge.cue_span, at), at)

    def _doubted(self, hedge: Hedge, at: int) -> BareClaim | None:
        """The claim that a caveat is about: what follows it, what is credited before it, or what stood before."""
        tree = self._trees[at]
        cue = tree.inside([hedge.cue_span])
        denials = (credit for credit in self._statements[at].credits if credit.stance == "deny")
        denial = next((credit for credit in denials if credit.cue_span == hedge.cue_span), None)
        # "She denied it": the same words are a credit, which finds its claim by its own rules.
        if denial is not None:
            claim = self._credited(denial, at)
            return claim and claim._replace(
                credits=tuple(credit for credit in claim.credits if credit.stance != "deny")
            )
        top = tree.top(cue)
        # The claim may hang on the verb of the caveat: of "offered no evidence that votes were lost", on "offered".
        around = cue if top is None else cue | {tree.words[top].head}
        after = [i for word in around for i in tree.children(word, "ccomp", "acl", "prep") if i not in around]
        # Clauses before prepositional phrases: "no proof in court that he lied" is about the lie, not about the court.
        for i in sorted(after, key=lambda i: (tree.words[i].dep == "prep", i)):
            words = tree.subtree(i) - cue
            if words and min(words) > min(cue) and not self._is_taken_up(words, at):
                return self._made(words, at)
        return self._before(hedge.cue_span, at)

    def _counted(self, candidate: DraftCandidate) -> BareClaim | None:
        tree = self._trees[candidate.at]
        cue = tree.inside([candidate.cue])
        top = tree.top(cue)
        if top is None:
            return None
        words = self._within_credit(tree.clause(top) | cue, candidate.cue, candidate.at)
        # The number itself always stays, also where the credit around it leaves it out.
        return self._made(words | cue, candidate.at)

    def _before(self, cue: Span, at: int) -> BareClaim | None:
        """The claim that a denial or caveat without one of its own takes up: the latest credited, else the last."""
        # From the caveat's own statement backwards, since the nearest claim is most likely the one that is doubted.
        for back in range(at, max(at - _BACK - 1, -1), -1):
            for credit in sorted(self._statements[back].credits, key=lambda credit: credit.scope, reverse=True):
                if credit.cue_span >= cue or credit.stance == "deny" or credit.negated:
                    continue
                tree = self._trees[back]
                words = tree.inside(credit.scope) - tree.inside([credit.cue_span])
                # "Iran's claim, which it has not proved, that …": the caveat stands within the words that it doubts.
                caveat = tree.inside([cue])
                if words - caveat and tree.top(words) not in caveat and not self._is_taken_up(words, back):
                    return self._made(words - caveat, back, credit)
            for hedge in self._statements[back].hedges:
                if hedge.cue_span < cue and hedge.strength == "alleged" and back < at:
                    return self._hedged(hedge, back)
        # Nothing near is credited or alleged: "The vote was rigged. There is no proof." doubts what stands before it.
        if at == 0:
            return None
        tree = self._trees[at - 1]
        top = tree.top(range(len(tree.words)))
        return self._made(tree.clause_of(top), at - 1) if top is not None else None

    def _is_taken_up(self, words: Collection[int], at: int) -> bool:
        """Whether words only point to a claim made elsewhere: 'it', 'the accusation', 'the report as invention'."""
        tree = self._trees[at]
        if any(tree.words[i].pos in ("VERB", "AUX") and tree.words[i].dep != "amod" for i in words):
            return False
        content = terms(tree.words[i] for i in sorted(words))
        return not content or any(term.lemma in word_list("pointing_nouns") for term in content)

    def _within_credit(self, words: set[int], cue: Span, at: int) -> set[int]:
        """Words of a claim that are also its source's: without the reporting clause around it."""
        tree = self._trees[at]
        around = [
            tree.inside(credit.scope)
            for credit in self._statements[at].credits
            if any(a <= cue[0] and cue[1] <= b for a, b in credit.scope)
        ]
        # "Closing the bridge may help, she said": the claim of "may" must not take "she said" along. The innermost
        # credit counts that holds a subject; without one its words are no claim.
        for inner in sorted(around, key=len):
            shared = words & inner
            if any(tree.words[i].dep in SUBJECTS for i in shared):
                return shared
        return words

    def _made(self, words: set[int], at: int, credit: Credit | None = None) -> BareClaim | None:
        """Words of a statement as a claim."""
        statement, tree = self._statements[at], self._trees[at]
        words = set(tree.trimmed(words))
        if not words:
            return None
        # A quotation does not begin with the "that" which only ties the claim to its verb.
        quoted = [i for i in sorted(words) if i > min(words) or tree.words[i].text.lower() != "that"] or sorted(words)
        span = tree.words[quoted[0]].start, max(tree.words[i].end for i in quoted)
        behind = [
            credited
            for credited in statement.credits
            if credited is credit
            or (credited.stance != "deny" and any(a <= span[0] and span[1] <= b for a, b in credited.scope))
        ]
        # The first of those whose scope holds the claim; "I" in the claim is that one.
        speaker = best_name(behind[0].names) if behind else ""
        wording = Wording(tree, self._names, speaker)
        for hedge in statement.hedges:
            # A caveat stands beside the claim and needs no rewording; a hedge within it has to go.
            if hedge.strength not in _CAVEATS and tree.inside([hedge.cue_span]) <= words:
                wording.without_hedge(hedge)
        if credit is not None:
            wording.as_clause(words, tree.inside([credit.cue_span]))
        text = wording.text(words, self._antecedent(words, tree, wording))
        return BareClaim(text, span, tuple(behind)) if text else None

    def _antecedent(self, words: set[int], tree: Tree, wording: Wording) -> set[int]:
        """What the pronoun of a relative clause points to: it takes the pronoun's place."""
        head = tree.top(words)
        if head is None or tree.words[head].dep != "relcl" or tree.words[head].head in words:
            return set()
        pronoun = next(
            (i for i in tree.children(head, *SUBJECTS) if tree.words[i].lemma in word_list("relative_pronouns")), None
        )
        if pronoun is None or pronoun not in words:
            return set()
        # "the mill, which burned" is claimed as "the mill burned".
        wording.leave_out([pronoun])
        return tree.noun(tree.words[head].head)
