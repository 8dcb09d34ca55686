"""Whether a credit makes its claim, or takes it back: "never said", "refused to deny", "said that it is not safe"."""

from __future__ import annotations

from typing import Literal

from bench.records import Credit
from bench.scorers.rules.lexicon import lemmas, settings
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.tree import Tree

Polarity = Literal["makes", "withholds", "denies", "leaves"]
"""Makes the claim; does not make it ("would not say"); denies it; does not deny it ("no longer denies")."""


def polarity(credit: Credit, tree: Tree) -> Polarity:
    """Return what a credit does with what is in its scope."""
    cue = tree.within([credit.cue_span])
    denies = credit.stance == "deny" or any(_denies_below(index, tree) for index in cue)
    taken_back = credit.negated or any(_takes_back(index, tree) for index in cue)
    if taken_back:
        return "leaves" if denies else "withholds"
    return "denies" if denies else "makes"


def _takes_back(cue: int, tree: Tree) -> bool:
    """Whether a reporting verb is one of what somebody refused, failed or stopped to do."""
    verb = cue
    withholding = lemmas("stances", "withholding")
    # "Refused to say": the reader takes the refusal for the cue, and the verb of saying hangs below it.
    if tree.words[cue].lemma in withholding and _reports(tree, cue):
        return True
    # "Stopped short of saying" takes it back from further up.
    for _ in range(int(settings()["taken_back_steps"])):
        hanging = {tree.words[child].text.lower() for child in tree.children(verb)}
        if hanging & lemmas("stances", "negators") or _no_longer(verb, tree):
            return True
        # "Asked about the closure, which he did not order, Ravn claims …": only a verb of which this one is a part can
        # take it back, not any verb of the sentence.
        above = tree.words[verb].head
        if above == verb or tree.words[verb].dep not in ("xcomp", "pcomp", "prep", "pobj", "ccomp"):
            return False
        if tree.words[above].lemma in withholding:
            return True
        # "She did not know that police said so" denies that she knew, and not that the police said it.
        if tree.words[above].pos == "VERB" and tree.words[verb].dep == "ccomp":
            return False
        verb = above
    return False


def _denies_below(cue: int, tree: Tree) -> bool:
    """Whether what a verb withholds is a denial: "refused to deny"."""
    is_withholding = tree.words[cue].lemma in lemmas("stances", "withholding")
    return is_withholding and any(
        tree.words[child].lemma in lemmas("stances", "denying") for child in tree.children(cue, "xcomp")
    )


def _no_longer(verb: int, tree: Tree) -> bool:
    return any(
        tree.words[child].text.lower() == "longer"
        and any(tree.words[below].text.lower() == "no" for below in tree.children(child))
        for child in tree.children(verb, "advmod", "neg")
    )


def _reports(tree: Tree, verb: int) -> bool:
    """Whether what a verb withholds is an act of speech: "refused to say", but not "refused to pay"."""
    return any(tree.words[child].lemma in lemmas("stances", "reporting") for child in tree.children(verb, "xcomp"))


def is_contradicted(mention: Mention, summary: SummaryContext, *, claim_is_negated: bool) -> bool:
    """Whether a statement says the opposite of a claim: its main word is negated where the claim's is not.

    "The bridge is not safe" for a claim that it is; only a negation that hangs on the main word or on the verb that it
    complements counts, since scopes of negation are often read too wide.
    """
    tree = summary.tree(mention.at)
    if not mention.has_core or not mention.predicate_words or claim_is_negated:
        return False
    main = mention.predicate_words[0]
    negators = lemmas("stances", "negators")
    nearest = {main}
    # "Is not safe": the negation hangs on "is", which the main word complements.
    if tree.words[main].dep in ("acomp", "attr", "oprd", "dobj", "xcomp"):
        nearest.add(tree.words[main].head)
    return any(
        tree.words[child].dep == "neg" or tree.words[child].text.lower() in negators
        for index in nearest
        for child in tree.children(index, "neg", "det", "advmod")
    )
