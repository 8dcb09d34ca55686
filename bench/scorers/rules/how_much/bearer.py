"""What a number is said of: the noun that is counted, the verb that governs it, and the verb's other participants."""

from __future__ import annotations

from bench.facts import NumberFact
from bench.reading.lexicon import numerals
from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.same_amount import family, same_value
from bench.scorers.rules.lexicon import stopwords
from bench.scorers.rules.matching.article import ArticleContext, FactContext
from bench.scorers.rules.matching.terms import Bag, Term, likeness, terms

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd", "agent", "csubj", "xcomp", "prt")
_FEWEST = 3
"""Words that must bear a number before they can speak against it."""
_STRANGE = 0.25
"""Up to this share of the bearing words known from the fact's own mention, a number looks out of place."""
_OTHER_THING = 0.7
"""The same where the noun that is counted is another of the article's."""
_CLEARLY = 0.4
"""By how much another number's words must fit better."""
ANYBODY = ("", "people", "person", "man", "woman", "case", "thing", "item", "time")
"""Nouns that can stand for whatever is counted."""
_HOLDERS = ("NOUN", "PROPN", "VERB", "ADJ")


def bearing(statement: Statement, quantity: Quantity) -> tuple[Term, ...]:
    """The content words that tell what a quantity is a quantity of."""
    words = statement.words
    inside = {i for i, word in enumerate(words) if quantity.span[0] <= word.start < quantity.span[1]}
    if not inside:
        return ()
    at = next((i for i in sorted(inside) if words[i].head not in inside), min(inside))
    picked: set[int] = set()
    verb = -1
    for _ in range(8):
        up = words[at].head
        if up == at:
            break
        at = up
        if words[at].pos in _HOLDERS:
            picked.add(at)
        if words[at].pos in ("VERB", "AUX"):
            verb = at
            break
    if verb >= 0:
        for i, word in enumerate(words):
            if word.head == verb and word.dep in _ARGUMENTS:
                picked.add(i)
            if word.dep == "pobj" and words[word.head].head == verb and words[word.head].dep in ("prep", "agent"):
                picked.add(i)
    picked |= {i for i, word in enumerate(words) if word.head in picked and word.dep in ("compound", "amod", "acl")}
    if not picked:  # no verb: a list item, where the words around are all there is
        picked = set(range(len(words)))
    return terms(words[i] for i in sorted(picked - inside))


def is_misattached(context: FactContext, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a summary says the fact's number of something else.

    The words that bear the number in the summary are held against those that bear it in the article, and against
    those that bear every other number of its kind: where another number's fit clearly better, this one has moved.
    """
    if family(quantity) in ("date", "time", "ordinal") or quantity.counted in numerals("duration"):
        return False
    figure = article.quantity_of(context.located)
    own, weight = _own_words(context, figure, article), article.weight
    noun = quantity.counted
    named = figure is not None and figure.counted not in ANYBODY and noun not in (*ANYBODY, figure.counted)
    if figure is not None and named and family(quantity) == "count":
        other_thing = not likeness(figure.counted, noun) and any(bag.best(noun) == 1.0 for bag in article.bags)
        strange = own.recall([term for term in bearing(statement, quantity) if not term.is_name], weight) < _OTHER_THING
        if other_thing and strange and not any(likeness(noun, term.lemma) for term in _unit(context)[:2]):
            return True  # households for litres
    local = [term for term in bearing(statement, quantity) if not term.is_name]
    if len(local) < _FEWEST:
        return False
    here = own.recall(local, weight)
    theirs = max(
        (
            Bag(bearing(article.statements[index], other)).recall(local, weight)
            for index, other in article.quantities
            if family(other) == family(quantity) and not same_value(other, quantity)
        ),
        default=0.0,
    )
    return here < _STRANGE and theirs >= here + _CLEARLY


def _unit(context: FactContext) -> tuple[Term, ...]:
    assert isinstance(context.fact, NumberFact)
    words = (word.strip("(),.;'").lower() for word in context.fact.unit.split())
    return tuple(Term(word, False, 0, 0) for word in words if word not in stopwords())


def _own_words(context: FactContext, figure: Quantity | None, article: ArticleContext) -> Bag:
    born = (
        term
        for index, quantity in article.quantities
        if quantity is figure
        for term in bearing(article.statements[index], quantity)
    )
    return Bag((*context.claim.terms, *context.quote, *_unit(context), *born))
