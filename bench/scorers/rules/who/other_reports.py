"""Words of reporting that stand beside a claim and report something else, or nothing at all."""

from __future__ import annotations

from bench.reading.who.reporting_cues import noun_uses
from bench.records import Word
from bench.scorers.rules.lexicon import lemmas, word_list
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.tree import Tree

_SUBJECTS = ("nsubj", "nsubjpass")


def reports_something_else(index: int, mention: Mention, tree: Tree) -> bool:
    """Whether a word of reporting has nothing to do with the claim beside it."""
    word = tree.words[index]
    # "Clashes on the disputed border": the word only tells which border.
    if _only_tells_which(word) and tree.words[word.head].lemma not in noun_uses():
        return True
    # "Divers sent by the port found it whole, suggesting that it holds": what the finding suggests is nobody's word.
    # "As suggested by the port's divers" is theirs.
    if (
        word.dep == "advcl"
        and word.lemma in lemmas("stances", "evidence")
        and not tree.children(index, *_SUBJECTS, "agent", "mark")
    ):
        return True
    claim = {at for span, _ in mention.aligned for at in tree.within([span])}
    # "Despite reports of a leak, the pipe was found whole": what is told against a report is not what it says.
    if word.dep == "pobj" and tree.words[word.head].text.lower() in word_list("names", "despite"):
        return _lies_outside(claim, tree.below([index]))
    return _has_clause_of_its_own(index, tree) and _lies_outside(claim, tree.below([index]))


def _only_tells_which(word: Word) -> bool:
    # "A technician claims alarms were off" is taken for the alarms of claims: a plural stands before no noun.
    return word.dep in ("amod", "compound") and (word.pos != "NOUN" or word.text.lower() == word.lemma)


def _has_clause_of_its_own(index: int, tree: Tree) -> bool:
    """Whether a word of reporting is the verb of a clause beside what the sentence tells, and says what is reported.

    "While the union claims that it leaks, …", "…, with the union claiming that it leaks", "a study which claimed that
    it leaks"; but not "if one believes the union", which is about the sentence.
    """
    if not tree.children(index, *_SUBJECTS):
        return False
    dep = tree.words[index].dep
    if dep == "relcl":
        return bool(tree.children(index, "ccomp"))
    marks = {tree.words[child].text.lower() for child in tree.children(index, "mark")}
    is_aside = dep == "pcomp" or (dep == "advcl" and bool(marks & lemmas("stances", "turning")))
    return is_aside and bool(tree.children(index, "ccomp", "dobj"))


def _lies_outside(claim: set[int], clause: set[int]) -> bool:
    """Whether most words of a claim stand outside a clause."""
    return 2 * len(claim & clause) < len(claim)
