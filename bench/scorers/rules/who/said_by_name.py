"""A claim's source found by the order of the words: its name stands right before a word of saying, or after "by".

The parse fails on names that it does not know ("TEPCO called the probe unprecedented"), and the reader then finds no
credit. What is found here only shows that the claim is somebody's; it never becomes a charge.
"""

from __future__ import annotations

from bench.reading.who.mentions import IMPERSONAL
from bench.reading.who.source_nouns import noun_kind
from bench.scorers.rules.lexicon import lemmas, settings, word_list
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import cover
from bench.scorers.rules.who.other_reports import reports_something_else
from bench.scorers.rules.who.source_names import is_named, is_same

_NAMES = ("NOUN", "PROPN")
_OF_NAME = ("compound", "nmod", "amod", "poss", "appos")
"""Dependencies of the words of a name on its head: "Norkraft" in "Norkraft divers"."""
_AGENT_MARKS = word_list("names", "agent")
_HAVING_IT = lemmas("stances", "having_it")
_SAYING = lemmas("stances", "saying") | lemmas("stances", "reporting") | lemmas("stances", "giving")


def said_by_name(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return the source, if it is named before a word of saying that has the claim after it, or as its agent.

    "The firm admits receiving a letter"; "as indicated by the agency's tests", "reported by the CDC".
    """
    tree = summary.tree(mention.at)
    if not mention.predicate_words:
        return ""
    # Only the claim's own part counts: "Texas argues A, while officials say B" credits B to the officials alone.
    segment = tree.segment_of(mention.predicate_words[0])
    claimed = {term.lemma for term in context.claim.terms}
    # "The auditor traced $5m" credits the auditor with the claim that $5m could be traced. But where the claim is about
    # its source ("observers have seen no fraud", as the observers say), the same word is the claim and no credit.
    if not _is_about_source(context):
        claimed -= lemmas("stances", "giving")
    for index in segment:
        if not _is_saying(index, tree, claimed) or reports_something_else(index, mention, tree):
            continue
        subjects = tree.children(index, "nsubj")
        candidates = [*subjects, *_before(index, segment, tree), *_after_by(index, segment, tree)]
        # "A gauge lent by the firm recorded less": who counts, finds or measures is the subject, if the parser has one.
        if subjects and tree.words[index].lemma in lemmas("stances", "giving"):
            candidates = [*subjects, *(at for subject in subjects for at in tree.children(subject, *_OF_NAME))]
        # "Hardy, known for his films, expressed sadness": far from its name, for the parser the verb has no subject.
        if not subjects and tree.words[index].head == index:
            candidates.append(0)
        # "Detected", "traced" and the like report nothing by themselves: with them only the source's own name will do.
        anybody = tree.words[index].lemma not in lemmas("stances", "giving")
        named = next((at for at in candidates if _is_speaker_at(at, tree, context, anybody=anybody)), None)
        if named is not None and _is_about_claim(index, named, segment, mention, tree):
            return tree.words[named].text
        # "On eagles, Tormod Aas gives long odds": what the source's own verb governs may stand before it too.
        own = [at for at in subjects if _is_speaker_at(at, tree, context, anybody=False)]
        if own and cover(tree.spans(tree.below([index]) - tree.below(own)), mention.aligned) >= settings()["cover"]:
            return tree.words[own[0]].text
    return ""


def _is_about_source(context: FactContext) -> bool:
    """Whether a claim names its own source: 'Clarkson is fit', as Clarkson says."""
    return any(is_named(name, context.fact.claim) for names in context.sources for name in names)


def _is_saying(index: int, tree: Tree, claimed: set[str]) -> bool:
    """Whether a word is one of saying, finding or thinking, and none of the claim's own."""
    word = tree.words[index]
    form = word.text.lower()
    if word.lemma in claimed or form in claimed:
        return False
    # "As the union has it", "the baker would have it": only with its "it".
    following = tree.words[index + 1].text.lower() if index + 1 < len(tree.words) else ""
    if word.lemma in _HAVING_IT and following in IMPERSONAL:
        return True
    # The form is tried too, since lemmas of verbs in -s go wrong: "hopes" becomes "hop".
    return word.lemma in _SAYING or form.removesuffix("s") in _SAYING


def _before(index: int, segment: range, tree: Tree) -> list[int]:
    """Return where the subject of a word of saying can stand."""
    # A later part begins with the word that turns it: "but", ";".
    start = segment.start if segment.start == 0 else segment.start + 1
    # "Toluna conceded a part in it, but put the blasts down to a dump": a part that opens with its verb shares the
    # subject of the part before, which stands at the beginning of the sentence or shortly before the cut.
    if index - start <= 1 and segment.start > 0:
        reach = int(settings()["shared_subject_words"])
        names = [at for at in range(max(0, segment.start - reach), segment.start) if tree.words[at].pos in _NAMES]
        return names[:1] + [at for at in tree.segment_of(segment.start - 1) if at < reach]
    return list(range(max(start, index - int(settings()["speaker_words"])), index))


def _after_by(index: int, segment: range, tree: Tree) -> list[int]:
    """Return the words of the agent of a word of saying: "as reported by the CDC"."""
    nearest = range(index + 1, min(index + 1 + int(settings()["agent_mark_words"]), segment.stop))
    marks = [at for at in nearest if tree.words[at].text.lower() in _AGENT_MARKS]
    if not marks:
        return []
    return list(range(marks[0] + 1, min(marks[0] + 1 + int(settings()["speaker_words"]), segment.stop)))


def _is_speaker_at(at: int, tree: Tree, context: FactContext, *, anybody: bool) -> bool:
    """Whether a word names the claim's source, or, with `anybody`, anybody else who can say something.

    Who it is decides elsewhere, where the reader has a credit; here it is enough that the claim is somebody's.
    """
    word = tree.words[at]
    # The parser takes many names for something else, "Hardy" for an adverb; a capital is enough for the source's own.
    is_name = word.pos in _NAMES or word.text[:1].isupper()
    if is_name and any(is_same(word.text, name) for names in context.sources for name in names):
        return True
    # "The police report shows": the police only tell which report; they say nothing here.
    is_head = anybody and word.dep not in ("compound", "poss", "nmod", "amod")
    return is_head and word.pos == "NOUN" and noun_kind(word.lemma) in ("person", "group")


def _is_about_claim(index: int, named: int, segment: range, mention: Mention, tree: Tree) -> bool:
    """Whether most of the claim stands after a word of saying in its part of the sentence, or around its agent."""
    # "The eagles have left the valley, as reported by Tormod Aas": with an agent the claim can stand on either side,
    # and so it can where "the council owns" is set off.
    after = range(index, segment.stop) if named < index and not _is_set_off(index, named, segment, tree) else segment
    # One stretch, since a number of the claim may have several words: "$5.1 million".
    stretch = tree.words[after.start].start, tree.words[after.stop - 1].end
    return cover([stretch], mention.aligned) >= settings()["cover"]


def _is_set_off(index: int, named: int, segment: range, tree: Tree) -> bool:
    """Whether a name and its word of saying stand between commas or end their part: "…, the council owns, …"."""
    before = [tree.words[at] for at in range(segment.start, named)][-int(settings()["set_off_before"]) :]
    behind = [tree.words[at] for at in range(index + 1, segment.stop)][: int(settings()["set_off_behind"])]
    # "They took a year, which the director called a shame": what is said there is of the claim, and not the claim.
    if tree.words[index].dep == "relcl":
        return False
    return any(word.text == "," for word in before) and (not behind or any(word.pos == "PUNCT" for word in behind))
