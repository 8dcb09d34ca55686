"""Signs that a claim is its source's where the reader gives no credit that holds for it.

The reader misses credits: unknown verbs ("SkyWest maintenance found no sign of it"), a scope cut short, a reporting
word taken for another part of speech. Each sign here needs the source itself, and a word of saying, finding or
thinking between it and the claim; a source that is only named beside ("sent by TEPCO, the robot detected") is none.
"""

from __future__ import annotations

import re

from bench.reading.who.mentions import IMPERSONAL
from bench.reading.who.reporting_cues import noun_uses
from bench.reading.who.source_nouns import is_text_itself
from bench.records import Credit, Statement, Word
from bench.scorers.rules.lexicon import lemmas, settings, stopwords, word_list
from bench.scorers.rules.matching.article_context import FactContext
from bench.scorers.rules.matching.claim_mention import Mention
from bench.scorers.rules.matching.summary_context import SummaryContext
from bench.scorers.rules.matching.terms import likeness
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.who.other_reports import reports_something_else
from bench.scorers.rules.who.said_by_name import said_by_name
from bench.scorers.rules.who.source_names import compare, is_named, is_same

# A name behind a dash or in brackets: "Bridge is safe – mayor", "(EPA)".
_SET_OFF = re.compile(r"(?:[-–—―:]\s*|\()(?P<name>[^-–—―:()\"“”]{3,60}?)(?:\)|[\s.\"”]*$)")
# A statement of its own that only names who said the one before: "– the mayor", "So said Stark."
_FOLLOWING = re.compile(r"\s*(?:[-–—―]|so\b)", re.IGNORECASE)
# A sentence told from somebody's side: "For Maduro: …", "To the union, …".
_OPENED = re.compile(
    rf"\s*(?:{'|'.join(sorted(word_list('names', 'opening')))})\s+(?P<name>[^,:]{{3,50}})[,:]", re.IGNORECASE
)


def is_in_claim(credit: Credit, context: FactContext) -> bool:
    """Whether a reporting word is one of the claim's own: 'supported' in 'the board supported the offer'."""
    cue = credit.cue.lower().split()
    # "Divers found it whole", of the claim that it was found whole: the forms are alike where the lemma "find" is not.
    if len(cue) == 1 and cue[0] not in stopwords() and cue[0] in context.fact.claim.lower().split():
        return True
    return any(likeness(term.lemma, word) >= settings()["same_word"] for term in context.claim.terms for word in cue)


def spoken_by_source(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return the source as the summary names it, if a sign shows that the claim is its own; '' if none does."""
    return (
        _carried_over(context, mention, summary)
        or _credited_beside(context, mention, summary)
        or said_by_name(context, mention, summary)
        or _set_off(context, mention, summary)
        or _named_in_report(context, mention, summary)
    )


def _carried_over(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return the source of the sentence before, if this one shows that it goes on with what it said (rule 9)."""
    if not mention.at:
        return ""
    statement, before = summary.statements[mention.at], summary.statements[mention.at - 1]
    # A heading hands nothing on, and a sentence with a credit of its own has changed the speaker.
    if statement.is_heading or before.is_heading or any(c.source and not c.carried for c in statement.credits):
        return ""
    gap = summary.text[before.span[1] : statement.span[0]]
    opening = {word.lemma for word in statement.words[: int(settings()["continuing_words"])]}
    goes_on = statement.credits or opening & lemmas("stances", "continuing")
    # "The US has also intensified its presence" goes on; a new paragraph or list item begins anew.
    if "\n" in gap or not goes_on:
        return ""
    return next((c.source for c in before.credits if compare(c.names, context.sources, ()) == "same"), "")


def _credited_beside(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return the source of a credit whose scope was cut short: the claim's clause hangs on the reporting clause."""
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    for credit in statement.credits:
        # A label ("UN: …") governs no clause, and "did not say" makes no claim.
        if not credit.source or credit.cue == ":" or credit.negated or is_in_claim(credit, context):
            continue
        if compare(credit.names, context.sources, summary.article.known_names) != "same":
            continue
        if _hangs_on(mention, tree.within([credit.cue_span]), tree):
            return credit.source
    return ""


def _hangs_on(mention: Mention, cue: frozenset[int], tree: Tree) -> bool:
    """Whether the claim's main word is among what a reporting verb governs, however deep.

    "Witnesses said she left before it went off and set the bus on fire" has the fire two clauses below "said".
    """
    for word in mention.predicate_words[:1]:
        index = word
        while tree.words[index].head != index:
            link = tree.words[index]
            if link.head in cue:
                # "The engineer said its altimeter failed and it hit the ground": the "it" goes on with what was said.
                if link.dep == "conj" and any(
                    tree.words[child].text.lower() in IMPERSONAL for child in tree.children(index, "nsubj", "nsubjpass")
                ):
                    return True
                # "She said A, and the firm did B": what is coordinated with the verb, or describes it, is another's.
                return link.dep not in ("advcl", "relcl", "conj", "nsubj", "npadvmod")
            index = link.head
    return False


def _set_off(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return a source set off by layout: "Bridge is safe – mayor", "(EPA)", "From the mayor:", "So said Stark"."""
    statement, at = summary.statements[mention.at], mention.at
    pieces = [match.group("name") for match in _SET_OFF.finditer(statement.text)]
    # The line above a list or a quotation: "The mayor's points:".
    if at and summary.statements[at - 1].text.rstrip().endswith(":"):
        pieces.append(summary.statements[at - 1].text)
    if at + 1 < len(summary.statements) and _FOLLOWING.match(summary.statements[at + 1].text):
        pieces.append(summary.statements[at + 1].text)
    if opening := _OPENED.match(statement.text):
        pieces.append(opening.group("name"))
    names = [name for names in context.sources for name in names]
    for piece in pieces:
        # A longer piece is a sentence of its own, in which the source may be named for any reason.
        if len(piece.split()) <= settings()["set_off_words"] and any(
            is_same(piece.strip(" .:,"), name) or is_named(name, piece) for name in names
        ):
            return piece.strip(" .:-–—")
    return ""


def _named_in_report(context: FactContext, mention: Mention, summary: SummaryContext) -> str:
    """Return a word that reports, if the source is named in its sentence: "five months, somebody close to it hinted".

    The weakest sign, and the last to be asked: who says what in the sentence stays open.
    """
    statement, tree = summary.statements[mention.at], summary.tree(mention.at)
    if not names_a_source(statement.text, context, telling=True):
        return ""
    known = {word.start for word in reporting_words(statement, context)}
    reporting = (index for index, word in enumerate(statement.words) if word.start in known)
    return next((tree.words[index].text for index in reporting if not reports_something_else(index, mention, tree)), "")


def names_a_source(text: str, context: FactContext, *, telling: bool = False) -> bool:
    """Whether a source of the claim is named in a text and is no part of the claim.

    Args:
        text: a statement of the summary, or a part of one.
        context: the fact.
        telling: whether a single common noun ("officials") is too little.
    """
    claimed = {term.lemma for term in context.claim.terms}
    for name in (name for names in context.sources for name in names):
        words = name.lower().split()
        is_telling = len(words) > 1 or name[:1].isupper()
        # "Pell Street received a letter", as Pell Street admits: its name there is the claim's subject, and no sign. "A
        # party colleague", of the party's leader, has another head.
        if (is_telling or not telling) and words[-1] not in claimed and is_named(name, text):
            return True
    return False


def _does_something(word: Word, has_plain_object: bool) -> bool:
    """Whether a word that can report stands for something else: "maintain a road", "state officials", "grants"."""
    if word.pos == "VERB":
        return has_plain_object
    return word.dep in ("amod", "compound") or (word.dep in ("dobj", "pobj", "nsubj") and word.lemma not in noun_uses())


def reporting_words(statement: Statement, context: FactContext) -> list[Word]:
    """Return the words of a statement that report, in their order, without those that the claim itself has."""
    known, doing = lemmas("stances", "reporting"), lemmas("stances", "doing")
    listed = [(index, word) for index, word in enumerate(statement.words) if word.lemma in known]
    # The usual case: nothing in it reports.
    if not listed:
        return []
    claimed = [*(term.lemma for term in context.claim.terms), *context.fact.claim.lower().split()]
    # "The article reports that …" is the summary speaking of itself, and not a source.
    of_text_itself = {word.head for word in statement.words if word.dep == "nsubj" and is_text_itself(word.lemma)}
    # "Add three players" does something to a thing; "adds that three players left" reports, by its clause.
    with_object = {word.head for word in statement.words if word.dep in ("dobj", "nsubjpass")}
    with_clause = {word.head for word in statement.words if word.dep in ("ccomp", "xcomp")}
    return [
        word
        for index, word in listed
        if index not in of_text_itself
        and not (word.lemma in doing and _does_something(word, index in with_object - with_clause))
        and not any(
            lemma in (word.text.lower(), word.lemma) or likeness(word.lemma, lemma) >= settings()["same_word"]
            for lemma in claimed
        )
    ]
