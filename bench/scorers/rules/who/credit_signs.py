"""Signs that a claim is reported where the parse gives no credit: a reporting word beside it, a source named with it.

An error needs strong evidence, and a misread sentence is none: "Three former employees of Brandreth allege that …"
is reported speech even if the parser takes 'allege' for a noun.
"""

from __future__ import annotations

from bench.reading.who.source_nouns import is_text_itself
from bench.records import Credit, Statement, Word
from bench.scorers.rules.lexicon import data, settings
from bench.scorers.rules.matching.article import FactContext
from bench.scorers.rules.matching.mentions import Mention, SummaryContext
from bench.scorers.rules.matching.terms import likeness
from bench.scorers.rules.mention_verdict import cover, in_same_clause
from bench.scorers.rules.who.source_names import compare, is_named, is_same

_TELEGRAPHIC = (":", ";", "(", ")")
"""Signs of notes rather than sentences, in which a credit need not look like one: "Cause: arson (police)"."""
_FINITE = ("ccomp", "relcl", "advcl")
_ROLES = ("nsubj", "nsubjpass", "pobj", "poss", "appos")


def reporting_words(statement: Statement, context: FactContext) -> list[Word]:
    """The words of a statement that report, but for those that the claim itself has."""
    known, doing = data("stances")["reporting"]["lemmas"], data("stances")["doing"]["lemmas"]
    claimed = [*(term.lemma for term in context.claim.terms), *context.fact.claim.lower().split()]
    itself = {word.head for word in statement.words if word.dep == "nsubj" and is_text_itself(word.lemma)}
    acting = {word.head for word in statement.words if word.dep in ("dobj", "nsubjpass")}
    clausal = {word.head for word in statement.words if word.dep in ("ccomp", "xcomp")}
    return [
        word
        for i, word in enumerate(statement.words)
        if word.lemma in known
        and i not in itself
        and not (word.lemma in doing and word.pos == "VERB" and i in acting - clausal)
        and not any(lemma in (word.text.lower(), word.lemma) or likeness(word.lemma, lemma) >= 0.9 for lemma in claimed)
    ]


def is_plain(statement: Statement, context: FactContext) -> bool:
    """Whether a statement is a whole sentence in its own voice: nothing in it credits, reports, doubts or asks.

    A credit that the reader misses leaves other traces; where there are none, less evidence of the claim will do.
    """
    words = statement.words
    is_sentence = any(word.head == i and word.pos in ("VERB", "AUX") for i, word in enumerate(words))
    return (
        is_sentence
        and not statement.is_heading
        and not statement.is_question
        and not statement.credits
        and all(hedge.cue.lower() in context.claim.hedges for hedge in statement.hedges)
        and not any(word.text in _TELEGRAPHIC for word in words)
        and not reporting_words(statement, context)
        and not names_a_source(statement, context, telling=False)
    )


def names_a_source(statement: Statement, context: FactContext, *, telling: bool = True) -> bool:
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


def names_it_beside(statement: Statement, mention: Mention, context: FactContext) -> bool:
    """Whether a source is named in the claim's own clause."""
    names = [name for names in context.sources for name in names if name[:1].isupper()]
    return any(
        word.pos == "PROPN"
        and any(word.text in name.split() for name in names)
        and in_same_clause((word.start, word.end), mention, statement)
        for word in statement.words
    )


def reported_beside(statement: Statement, mention: Mention, context: FactContext) -> str:
    """A reporting word in the claim's own clause that can be about the claim; '' if there is none."""
    found = (
        word
        for word in reporting_words(statement, context)
        if in_same_clause((word.start, word.end), mention, statement) and not _is_beside(word, mention, statement)
    )
    return next((word.text for word in found), "")


def _is_beside(word: Word, mention: Mention, statement: Statement) -> bool:
    """Whether a reporting verb's own subject, or the noun that it modifies, is what makes the claim.

    "Wrenning, the leader of the network, denies all charges" reports the charges, not that he was its leader;
    "the peak has passed, with 12 cases confirmed" reports the cases.
    """
    words = statement.words
    at = next(i for i, one in enumerate(words) if one is word)
    if word.pos == "NOUN":  # "no reports of spills" tells of spills alone
        content = {i for i, one in enumerate(words) if one.head == at and one.dep in ("prep", "acl", "ccomp")}
        reported = _below(words, content) if content else set(range(len(words)))
        return cover([(words[i].start, words[i].end) for i in reported], mention.aligned) < settings()["cover"]
    if word.pos != "VERB":
        return False
    if word.dep in ("acl", "amod"):
        reported = _below(words, {word.head})
    else:
        subjects = {i for i, one in enumerate(words) if one.head == at and one.dep == "nsubj"}
        asides = {i for i, one in enumerate(words) if one.head in subjects and one.dep in ("appos", "relcl", "acl")}
        reported = set(range(len(words))) - _below(words, asides)
    return cover([(words[i].start, words[i].end) for i in reported], mention.aligned) < settings()["cover"]


def carried_over(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """The source of the sentence before, where this one goes on with what it said."""
    if not mention.at:
        return ""
    here, before = summary.statements[mention.at], summary.statements[mention.at - 1]
    if here.is_heading or before.is_heading or any(credit.source for credit in here.credits if not credit.carried):
        return ""
    gap = summary.text[before.span[1] : here.span[0]]
    if "\n" in gap or not (here.credits or reporting_words(here, context)):
        return ""
    for credit in before.credits:
        if compare(credit.names, context.sources, ()) == "same":
            return credit.source
    return ""


def stands_with_source(context: FactContext, mention: Mention, statement: Statement) -> bool:
    """Whether the source stands beside the claim in a way that tells whose it is, with no cue that the reader knows.

    It does as the subject of a verb whose clause is the claim ("Sorrell is convinced that he would have lived"), or
    by a proper name that is no part of the claim itself ("a verdict that Rubio welcomes"). Where the claim is about its
    own source, only a clause of its own tells: "the group aims to …" says what it does, not what it says.
    """
    words, own = statement.words, is_own(context)
    complements = ("ccomp",) if own else ("ccomp", "xcomp")
    claimed = {term.lemma for term in context.claim.terms}
    for word in words:
        if word.dep not in _ROLES or word.pos not in ("PROPN", "NOUN"):
            continue
        if not any(is_same(word.text, name) for names in context.sources for name in names):
            continue
        named = word.pos == "PROPN" and word.lemma not in claimed and word.dep in ("nsubj", "nsubjpass", "poss")
        if named and not own and not _is_said_beside(words, word, mention):
            return True
        if word.dep != "nsubj":
            continue
        verbs = {word.head} | {i for i, one in enumerate(words) if one.dep == "conj" and one.head == word.head}
        verbs -= {one.head for one in words if one.dep == "nsubj" and one.head != word.head}
        heads = {i for i, one in enumerate(words) if one.head in verbs and one.dep in complements}
        heads |= {
            i for i, one in enumerate(words) if one.dep == "ccomp" and one.head in heads | _beside(words, word.head)
        }
        inside = _below(words, heads)
        spans = [(words[i].start, words[i].end) for i in inside]
        if spans and cover(spans, mention.aligned) >= settings()["cover"]:
            return True
    return False


def _is_said_beside(words: tuple[Word, ...], who: Word, mention: Mention) -> bool:
    """Whether the claim is in a clause with a subject of its own beside the one whose subject somebody is.

    "The firm will move, and no jobs will be lost": that the firm is named tells nothing of who says the rest.
    """
    if who.dep == "poss":
        return False
    subjects = {one.head for one in words if one.dep in ("nsubj", "nsubjpass")}
    beside = {i for i, one in enumerate(words) if one.dep == "conj" and i in subjects and i != who.head}
    apart = _below(words, beside)
    if any(words[i] is who for i in apart):
        return False
    return cover([(words[i].start, words[i].end) for i in apart], mention.aligned) >= settings()["cover"]


def is_in_claim(credit: Credit, context: FactContext) -> bool:
    """Whether a reporting word is one of the claim's own: 'supported' in 'the board supported the offer'."""
    cue = credit.cue.lower().split()
    return any(likeness(term.lemma, word) >= 0.9 for term in context.claim.terms for word in cue)


def only_names_it(statement: Statement, mention: Mention) -> bool:
    """Whether the claim's words are only what a text is said to be about: 'The article discusses the raids'."""
    words = statement.words
    told = {word.head for word in words if word.dep == "nsubj" and is_text_itself(word.lemma)}
    told |= {i for i, word in enumerate(words) if word.dep == "conj" and word.head in told}
    topics = {i for i, word in enumerate(words) if word.head in told and word.dep in ("dobj", "prep")}
    clauses = {i for i, word in enumerate(words) if word.dep in _FINITE}
    asserted = _below(words, clauses - told)
    inside = _below(words, topics) - asserted
    named, said = ([(words[i].start, words[i].end) for i in row] for row in (inside, asserted))
    return cover(named, mention.aligned) >= settings()["cover"] and not cover(said, mention.aligned)


def is_own(context: FactContext) -> bool:
    """Whether a claim is about its own source: 'Clarkson is fit', as Clarkson says."""
    subject = context.claim.subject
    if not subject:
        return False
    said = context.fact.claim[subject[0].start : subject[-1].end]
    return any(is_same(said, name) or is_named(name, said) for names in context.sources for name in names)


def _beside(words: tuple[Word, ...], verb: int) -> set[int]:
    """A verb's adjectival complement, which may carry the clause ("is sure that …")."""
    return {i for i, one in enumerate(words) if one.head == verb and one.dep in ("acomp", "attr", "oprd")}


def _below(words: tuple[Word, ...], heads: set[int]) -> set[int]:
    """All words that hang on these, with them."""
    hanging: dict[int, list[int]] = {}
    for i, one in enumerate(words):
        hanging.setdefault(one.head, []).append(i)
    found: set[int] = set()
    left = list(heads)
    while left:
        at = left.pop()
        if at not in found:
            found.add(at)
            left += hanging.get(at, ())
    return found
