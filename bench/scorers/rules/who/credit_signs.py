"""Signs that a claim is its source's where the reader gives no credit that holds for it.

The reader misses credits: unknown verbs ("SkyWest maintenance found no sign of it"), a scope cut short, a reporting
word taken for another part of speech. Each sign here needs the source itself, and a word of saying, finding or
thinking between it and the claim; a source that is only named beside ("sent by TEPCO, the robot detected") is none.
"""

from __future__ import annotations

import re

from bench.reading.who.source_nouns import is_text_itself, noun_kind
from bench.records import Credit, Statement, Word
from bench.scorers.rules.lexicon import data, lemmas, settings, word_list
from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.mentions import Mention
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.terms import likeness
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import cover
from bench.scorers.rules.who.source_names import compare, is_named, is_same

_SET_OFF = re.compile(r"(?:[-–—―:]\s*|\()(?P<name>[^-–—―:()\"“”]{3,60}?)(?:\)|[\s.\"”]*$)")
_FOLLOWING = re.compile(r"\s*(?:[-–—―]|so\b)", re.IGNORECASE)
_OPENED = re.compile(
    rf"\s*(?:{'|'.join(sorted(word_list('names', 'opening')))})\s+(?P<name>[^,:]{{3,50}})[,:]", re.IGNORECASE
)
_SHORT = 7
"""Words that a name set off by layout may have, with what stands around it."""
_SUBJECTS = ("nsubj", "nsubjpass")
_NAMES = ("NOUN", "PROPN")
_AGENT = word_list("names", "agent")
_NEAR = 5
"""Words before a word of saying in which its subject can stand."""
_OPENING = 6
"""Words at a part's beginning in which the subject stands that the next part goes on with."""


def is_in_claim(credit: Credit, context: FactContext) -> bool:
    """Whether a reporting word is one of the claim's own: 'supported' in 'the board supported the offer'."""
    cue = credit.cue.lower().split()
    return any(likeness(term.lemma, word) >= settings()["same_word"] for term in context.claim.terms for word in cue)


def spoken_by_source(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """The source, where something shows that the claim is its own; '' where nothing does."""
    return (
        _carried_over(context, mention, summary)
        or _credited_beside(context, mention, summary)
        or _said_by_name(context, mention, summary)
        or _set_off(context, mention, summary)
        or _named_in_report(context, mention, summary)
    )


def _carried_over(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """The source of the sentence before, where this one shows that it goes on with what it said (rule 9)."""
    if not mention.at:
        return ""
    statement, before = summary.statements[mention.at], summary.statements[mention.at - 1]
    if statement.is_heading or before.is_heading or any(c.source and not c.carried for c in statement.credits):
        return ""
    gap = summary.text[before.span[1] : statement.span[0]]
    opening = {word.lemma for word in statement.words[:4]}
    goes_on = statement.credits or opening & lemmas("stances", "continuing")
    if "\n" in gap or not goes_on:
        return ""
    return next((c.source for c in before.credits if compare(c.names, context.sources, ()) == "same"), "")


def _credited_beside(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """The source of a credit whose scope the parse cut short: the claim's clause hangs on the reporting clause."""
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    for credit in statement.credits:
        if not credit.source or credit.cue == ":" or credit.negated or is_in_claim(credit, context):
            continue
        if compare(credit.names, context.sources, summary.article.known_names) != "same":
            continue
        if _hangs_on(mention, tree.within([credit.cue_span]), tree):
            return credit.source
    return ""


def _hangs_on(mention: Mention, cue: set[int], tree: Tree) -> bool:
    """Whether the claim's main word is among what a reporting verb governs, however deep.

    "Witnesses said she left before it went off and set the bus on fire"; but what is coordinated with the verb itself,
    or an adverbial or relative clause to it, is another's: "she said A, and the firm did B".
    """
    for word in mention.predicate_words[:1]:
        index = word
        while tree.words[index].head != index:
            link = tree.words[index]
            if link.head in cue:
                return link.dep not in ("advcl", "relcl", "conj", "nsubj", "npadvmod")
            index = link.head
    return False


def _said_by_name(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """The source, named right before a word of saying that has the claim after it, or as its agent.

    By the order of the words, not by the parse, which fails on names that it does not know: "TEPCO called the probe
    unprecedented", "the firm admits receiving a letter"; "as indicated by the agency's tests", "reported by the CDC".
    Only in the claim's own part of the sentence: "Texas argues A, while officials say B" credits B to officials alone.
    """
    tree = summary.tree(mention.at)
    if not mention.predicate_words:
        return ""
    segment = tree.segment_of(mention.predicate_words[0])
    claimed = {term.lemma for term in context.claim.terms}
    if not _is_about_source(context):  # "the auditor could trace $5m", of a claim that $5m could be traced
        claimed -= lemmas("stances", "giving")
    for index in segment:
        if not _is_saying(index, tree, claimed):
            continue
        subjects = tree.children(index, "nsubj")
        speakers = [*subjects, *_before(index, segment, tree), *_after_by(index, segment, tree)]
        anybody = tree.words[index].lemma not in lemmas("stances", "giving")
        named = next((at for at in speakers if _is_speaker_at(at, tree, context, anybody=anybody)), None)
        if named is not None and _is_about_claim(index, named, segment, mention, tree):
            return tree.words[named].text
    return ""


def _set_off(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """A source set off by layout: "Bridge is safe – mayor", "(EPA)", "From the mayor:", "So said Stark"."""
    statement, at = summary.statements[mention.at], mention.at
    pieces = [match.group("name") for match in _SET_OFF.finditer(statement.text)]
    if at and summary.statements[at - 1].text.rstrip().endswith(":"):
        pieces.append(summary.statements[at - 1].text)
    if at + 1 < len(summary.statements) and _FOLLOWING.match(summary.statements[at + 1].text):
        pieces.append(summary.statements[at + 1].text)
    if opening := _OPENED.match(statement.text):
        pieces.append(opening.group("name"))
    names = [name for names in context.sources for name in names]
    for piece in pieces:
        if len(piece.split()) <= _SHORT and any(
            is_same(piece.strip(" .:,"), name) or is_named(name, piece) for name in names
        ):
            return piece.strip(" .:-–—")
    return ""


def _is_about_source(context: FactContext) -> bool:
    """Whether a claim names its own source: 'Clarkson is fit', as Clarkson says."""
    return any(is_named(name, context.fact.claim) for names in context.sources for name in names)


def _named_in_report(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """A source named in a sentence that reports in some way: "five months, somebody close to it signalled"."""
    statement = summary.statements[mention.at]
    if not names_a_source(statement, context, telling=True):
        return ""
    reporting = reporting_words(statement, context)
    return reporting[0].text if reporting else ""


def _before(index: int, segment: range, tree: Tree) -> list[int]:
    """Where the subject of a word of saying can stand; in the part before, where the word opens its own."""
    first = segment.start if segment.start == 0 else segment.start + 1
    if index - first <= 1 and segment.start > 0:
        return [at for at in range(max(0, segment.start - _OPENING), segment.start) if tree.words[at].pos in _NAMES][
            :1
        ] + [at for at in tree.segment_of(segment.start - 1) if at < _OPENING]
    return list(range(max(first, index - _NEAR), index))


def _after_by(index: int, segment: range, tree: Tree) -> list[int]:
    """The words of the agent of a word of saying: "as reported by the CDC"."""
    marks = [at for at in range(index + 1, min(index + 3, segment.stop)) if tree.words[at].text.lower() in _AGENT]
    return list(range(marks[0] + 1, min(marks[0] + 1 + _NEAR, segment.stop))) if marks else []


def _is_speaker_at(at: int, tree: Tree, context: FactContext, *, anybody: bool) -> bool:
    """Whether a word names the claim's source, or anybody else who can say something.

    Who it is decides elsewhere, where the reader has a credit; here it is enough that the claim is somebody's. Of words
    that mostly report nothing (`anybody` is false: "318 given by the government") only the source itself counts.
    """
    word = tree.words[at]
    if word.pos not in _NAMES:
        return False
    if any(is_same(word.text, name) for names in context.sources for name in names):
        return True
    is_head = anybody and word.dep not in ("compound", "poss", "nmod", "amod")
    return is_head and word.pos == "NOUN" and noun_kind(word.lemma) in ("person", "group")


def _is_saying(index: int, tree: Tree, claimed: set[str]) -> bool:
    """Whether a word is one of saying, finding or thinking, and none of the claim's own."""
    word = tree.words[index]
    form = word.text.lower()
    if word.lemma in claimed or form in claimed:
        return False
    saying = lemmas("stances", "saying") | lemmas("stances", "reporting") | lemmas("stances", "giving")
    return word.lemma in saying or form.removesuffix("s") in saying


def _is_about_claim(index: int, named: int, segment: range, mention: Mention, tree: Tree) -> bool:
    """Whether most of the claim stands after a word of saying in its part of the sentence, or before its agent."""
    after = range(index, segment.stop) if named < index else segment
    return cover(tree.spans(after), mention.aligned) >= settings()["cover"]


def names_a_source(statement: Statement, context: FactContext, *, telling: bool = False) -> bool:
    """Whether a source of the claim is named in a statement and is no part of the claim.

    Args:
        statement: of the summary.
        context: the fact.
        telling: whether a single common noun ("officials") is too little.
    """
    claimed = {term.lemma for term in context.claim.terms}
    for name in (name for names in context.sources for name in names):
        words = name.lower().split()
        is_telling = len(words) > 1 or name[:1].isupper()
        if (is_telling or not telling) and not claimed & set(words) and is_named(name, statement.text):
            return True
    return False


def reporting_words(statement: Statement, context: FactContext) -> list[Word]:
    """The words of a statement that report, but for those that the claim itself has."""
    known, doing = data("stances")["reporting"]["lemmas"], data("stances")["doing"]["lemmas"]
    claimed = [*(term.lemma for term in context.claim.terms), *context.fact.claim.lower().split()]
    itself = {word.head for word in statement.words if word.dep == "nsubj" and is_text_itself(word.lemma)}
    acting = {word.head for word in statement.words if word.dep in ("dobj", "nsubjpass")}
    clausal = {word.head for word in statement.words if word.dep in ("ccomp", "xcomp")}
    return [
        word
        for index, word in enumerate(statement.words)
        if word.lemma in known
        and index not in itself
        and not (word.lemma in doing and word.pos == "VERB" and index in acting - clausal)
        and not any(
            lemma in (word.text.lower(), word.lemma) or likeness(word.lemma, lemma) >= settings()["same_word"]
            for lemma in claimed
        )
    ]
