"""Whether a summary says the article's number of something else.

Only where the article itself tells of the other thing: a paraphrase of the right one has words that nobody foresees.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.facts import NumberFact
from bench.reading.lexicon import measures, numerals
from bench.records import Quantity, Statement
from bench.scorers.rules.how_much.bearer import ANYTHING, bearing_words, governing_verb
from bench.scorers.rules.how_much.kinds import family, is_small_count
from bench.scorers.rules.how_much.part_and_whole import has_its_part_beside_it, is_whole_of_part
from bench.scorers.rules.how_much.point_or_length import is_point_for_length, tells_point
from bench.scorers.rules.how_much.same_amount import same_value
from bench.scorers.rules.lexicon import settings, word_list
from bench.scorers.rules.matching.article_context import ArticleContext, FactContext, overlaps
from bench.scorers.rules.matching.terms import Bag, Term, likeness

_UNCOUNTED = ("date", "time", "ordinal")
_AFTER_NOUN = word_list("numbers", "after_noun")
_MAKING_KNOWN = word_list("numbers", "making_known")
_REPORTS = word_list("numbers", "reports")


def is_misattached(context: FactContext, quantity: Quantity, statement: Statement, article: ArticleContext) -> bool:
    """Whether a summary says the fact's number of something else."""
    figure = article.quantity_of(context.located)
    fact_words = article.words_of_number(context)
    # Of "47 minutes" the noun says nothing of what took so long, so that only length and point can be told apart.
    if quantity.counted in numerals("duration"):
        return figure is not None and is_point_for_length(figure, quantity, statement, article)
    local = _without_names(bearing_words(statement, quantity))
    if _takes_anothers_place(context, fact_words, local, quantity, statement, article):
        return True
    if figure is not None and _dates_what_was_reported(context, figure, quantity, statement, article):
        return True
    # What happens on a day can be told in any words: dates are held against numbers of the same slot alone.
    if family(quantity) in _UNCOUNTED:
        return False
    # Of shares and money nothing is counted: for them only the words around tell what they are of.
    if figure is not None and family(quantity) == "count":
        if _counts_another_thing(context, fact_words, local, figure, quantity, article):
            return True
        if has_its_part_beside_it(figure, quantity, statement, article) or is_whole_of_part(figure, quantity, article):
            return True
    return _fits_another_better(fact_words, local, quantity, article)


def _is_in_unit(noun: str, context: FactContext) -> bool:
    """Whether a noun is what the fact counts: the silos of "new ICBM silos", but not the homes of "people in homes"."""
    assert isinstance(context.fact, NumberFact)
    for word in context.fact.unit.split():
        if word.lower() in _AFTER_NOUN:
            return False
        if likeness(noun, word.strip("(),.;'").lower()):
            return True
    return False


def _counts_another_thing(
    context: FactContext,
    fact_words: Bag,
    local: Sequence[Term],
    figure: Quantity,
    quantity: Quantity,
    article: ArticleContext,
) -> bool:
    """Whether another noun of the article is counted: households for litres."""
    noun = quantity.counted
    # "people" can stand for farmers, and farmers for "people": such a noun is no other thing.
    if figure.counted in ANYTHING or noun in (*ANYTHING, figure.counted) or _is_in_unit(noun, context):
        return False
    # Two gunmen for two assailants: a small number was taken for the fact's by its claim rather than by its noun.
    if is_small_count(quantity):
        return False
    # A noun that the article does not have is a paraphrase of the right one: "homes" for households.
    if likeness(figure.counted, noun) or not any(bag.best(noun) == 1.0 for bag in article.bags):
        return False
    # "214 homes were lost by families" says with the fact's own words what "214 families lost their homes" says.
    return fact_words.recall(local, article.weight) < settings()["other_thing_strange"]


def _takes_anothers_place(
    context: FactContext,
    fact_words: Bag,
    local: Sequence[Term],
    quantity: Quantity,
    statement: Statement,
    article: ArticleContext,
) -> bool:
    """Whether the article has another number for just this: 11,000 witnesses interviewed, where those are 46."""
    if is_small_count(quantity):
        return False
    verb = governing_verb(statement, quantity)
    # "is estimated at £2,000" has one word, which makes no place: several things of an article may be estimated. And a
    # verb or words that the article has for the fact make the fact's own place.
    if (
        len(local) < settings()["words_of_slot"]
        or not verb
        or fact_words.best(verb)
        or fact_words.recall(local, article.weight) > settings()["bearer_known"]
    ):
        return False
    for index, article_quantity in article.quantities:
        article_statement = article.statements[index]
        # Another number of the fact's own quote stands among the fact's words, which prove nothing against it.
        if overlaps(article_quantity.span, context.located.quote):
            continue
        if not _can_swap_places(article_quantity, quantity, article_statement):
            continue
        if (
            article.governing_verb(index, article_quantity) == verb
            and article.bearing(index, article_quantity).recall(local, article.weight) >= settings()["same_slot"]
        ):
            return True
    return False


def _dates_what_was_reported(
    context: FactContext,
    figure: Quantity,
    quantity: Quantity,
    statement: Statement,
    article: ArticleContext,
) -> bool:
    """Whether the date of a report has become that of what it reports: "fell ill on 20 March", reported on that day."""
    if family(quantity) != "date" or family(figure) != "date":
        return False
    # Only where the report is the claim: "said on Friday that it may close" dates what was said as well as it can.
    reported = {
        article.governing_verb(index, article_quantity)
        for index, article_quantity in article.quantities
        if article_quantity is figure
    }
    claimed = [word.strip(".,").lower() for word in context.fact.claim.split()]
    if not any(verb in _REPORTS and any(likeness(verb, word) for word in claimed) for verb in reported):
        return False
    verb = governing_verb(statement, quantity)
    if not verb or verb in _MAKING_KNOWN:
        return False
    # "Officials learned that they fell ill on 20 March": the date may be that of the learning.
    return not any(word.lemma in _MAKING_KNOWN for word in statement.words)


def _can_swap_places(article_quantity: Quantity, quantity: Quantity, article_statement: Statement) -> bool:
    """Whether two numbers can stand in one place: two dates, a date and "two weeks ago", or two counts of one thing."""
    # "opened two weeks ago" is the place of a date, "lasted two weeks" is not
    if family(quantity) == "date" and article_quantity.counted in numerals("duration"):
        can_swap = tells_point(article_quantity, article_statement)
    else:
        can_swap = article_quantity.counted == quantity.counted and family(article_quantity) == family(quantity)
    return can_swap and not same_value(article_quantity, quantity)


def _fits_another_better(fact_words: Bag, local: Sequence[Term], quantity: Quantity, article: ArticleContext) -> bool:
    """Whether the words around a number are strange to it and at home with another of the article's numbers."""
    if is_small_count(quantity):
        return False  # "two sons" for "two boys"
    # One or two words may be those of any number: "83 were hurt".
    if len(local) < settings()["words_against"]:
        return False
    # Words that are strange to the fact may be a paraphrase of its own, and words of another number may be its too:
    # only both together speak against it.
    share = fact_words.recall(local, article.weight)
    if share >= settings()["bearer_strange"]:
        return False
    best_share = max(
        (
            article.bearing(index, article_quantity).recall(local, article.weight)
            for index, article_quantity in article.quantities
            if _are_of_one_sort(article_quantity, quantity) and not same_value(article_quantity, quantity)
        ),
        default=0.0,
    )
    return best_share >= share + settings()["other_fits_clearly"]


def _are_of_one_sort(article_quantity: Quantity, quantity: Quantity) -> bool:
    """Whether two numbers can be said of the same: two counts or two lengths, but no kilometres of prisoners."""
    if family(article_quantity) != family(quantity):
        return False
    measure, other_measure = measures().get(quantity.counted), measures().get(article_quantity.counted)
    return (measure and measure[0]) == (other_measure and other_measure[0])


def _without_names(content: tuple[Term, ...]) -> tuple[Term, ...]:
    """The words among these that are no names, which a summary may leave out or change at will."""
    return tuple(term for term in content if not term.is_name)
