"""Who said it: the source and stance of a claim at one place of a summary."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.models import Credit, Statement
from bench.scorers.rules.article import ArticleContext, FactContext
from bench.scorers.rules.comparison import Comparison, claim_span, covering, holds, listed
from bench.scorers.rules.locating import Place, SummaryContext
from bench.scorers.rules.names import compare, is_same

_OFFICIAL = ("government", "ministry", "minister", "police", "official", "authority", "department", "court", "army", "military", "commander", "prosecutor", "agency", "spokesman", "spokeswoman", "spokesperson", "admiral", "general", "secretary", "president")  # fmt: skip


def judge(context: FactContext, place: Place, summary: SummaryContext) -> Comparison:
    """The verdict on an attribution fact at a place."""
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    statement = summary.statements[place.index]
    span = claim_span(place, statement)
    known = _known(statement.credits, place, context, summary.article)
    right = [credit for credit, match in known if match == "same"]
    if right:
        return _stance(fact, right, statement)
    wrong = [credit for credit, match in known if match == "other"]
    unknown = [credit for credit, match in known if match == "unknown"]
    if unknown:
        credit = unknown[0]
        return Comparison("preserved", f"The summary credits this to “{credit.source}”, as the article credits it.", (span, credit.cue_span))
    if carried := _carried(context, place, summary):
        return Comparison("preserved", f"The sentence goes on with what “{carried}” is credited with.", (span,))
    if _names_source(context, place, statement):
        return Comparison("preserved", f"The summary names {_sources(fact)} as the one whose claim this is.", (span,))
    if wrong:
        credit = wrong[0]
        spans = (span, credit.cue_span, *((credit.source_span,) if credit.source_span else ()))
        return Comparison(
            "misattribution",
            f"The article credits this to {_sources(fact)}; the summary credits it to “{credit.source}”.",
            tuple(sorted(set(spans))),
            "major",
        )
    if statement.is_question or any(holds(hedge.scope, place) and hedge.strength != "probable" for hedge in statement.hedges):
        return Comparison("omitted", "The claim is kept with a hedge and without its source.")
    return Comparison(
        "dropped_attribution",
        f"The article credits this to {_sources(fact)}; the summary states it in its own voice.",
        (span,),
        _severity(fact),
    )


def _known(
    credits: tuple[Credit, ...], place: Place, context: FactContext, article: ArticleContext
) -> list[tuple[Credit, str]]:
    """The credits that hold for the claim, each with whose it is; a label counts only where it names a known source."""
    found = []
    for credit in covering(credits, place):
        match = compare(credit.names, context.sources, article.known_names)
        if credit.cue == ":" and match != "same" and not any(is_same(name, one) for name in credit.names for one in article.known_names):
            continue
        if not credit.source or credit.negated and match != "same":
            continue
        found.append((credit, match))
    return found


def _stance(fact: AttributionFact, right: list[Credit], statement: Statement) -> Comparison:
    """The right source: has its claim been made more certain, or turned round?"""
    confirming = [credit for credit in right if credit.stance == "confirm" and not credit.negated]
    softer = [credit for credit in right if credit.stance != "confirm" or credit.negated]
    if confirming and not softer and fact.stance in ("claim", "suggest", "deny"):
        credit = confirming[0]
        turned = "turns the denial round" if fact.stance == "deny" else "makes it more certain"
        return Comparison(
            "stance_shift",
            f"The article has “{fact.cue}”; the summary's “{credit.cue}” {turned}.",
            tuple(sorted({credit.cue_span, *credit.scope})),
            "major",
        )
    credit = right[0]
    spans = {credit.cue_span, *credit.scope, *([credit.source_span] if credit.source_span else [])}
    return Comparison("preserved", f"The summary credits this to “{credit.source}”, as the article does.", tuple(sorted(spans)))


def _carried(context: FactContext, place: Place, summary: SummaryContext) -> str:
    """The source of the sentence before, where this one goes on with what it said."""
    if not place.index:
        return ""
    here, before = summary.statements[place.index], summary.statements[place.index - 1]
    if here.is_heading or before.is_heading or any(credit.source for credit in here.credits if not credit.carried):
        return ""
    gap = summary.text[before.span[1] : here.span[0]]
    if "\n" in gap:
        return ""
    for credit in before.credits:
        if compare(credit.names, context.sources, ()) == "same":
            return credit.source
    return ""


def _names_source(context: FactContext, place: Place, statement: Statement) -> bool:
    """Whether the source stands in the statement beside the claim, with no cue that the reader of texts knows."""
    claimed = [span for span, _ in place.aligned]
    for word in statement.words:
        if word.dep not in ("nsubj", "pobj", "poss", "nsubjpass", "appos") or any(a <= word.start < b for a, b in claimed):
            continue
        if word.pos in ("PROPN", "NOUN") and any(
            is_same(word.text, name) for names in context.sources for name in names
        ):
            subject_of_claim = any(is_same(word.text, term.lemma) for term in context.claim.subject)
            return not subject_of_claim
    return False


def _sources(fact: AttributionFact) -> str:
    return listed((source.name for source in fact.sources), "or")


def _severity(fact: AttributionFact) -> str:
    """Minor for a dropped 'said' of an official source."""
    is_official = any(word in name.lower() for source in fact.sources for name in source.names for word in _OFFICIAL)
    return "minor" if fact.stance == "neutral" and is_official else "major"
