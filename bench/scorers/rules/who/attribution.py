"""Who said it: the source and stance of a claim at one mention of it."""

from __future__ import annotations

from bench.facts import AttributionFact
from bench.reading.who.mentions import IMPERSONAL, PERSONAL
from bench.records import Credit, Severity
from bench.scorers.rules.lexicon import data, lemmas, settings
from bench.scorers.rules.matching.article import FactContext, overlaps
from bench.scorers.rules.matching.mentions import Mention
from bench.scorers.rules.matching.summary import SummaryContext
from bench.scorers.rules.matching.tree import Tree
from bench.scorers.rules.mention_verdict import MentionVerdict, claim_span, covering, listed
from bench.scorers.rules.who.credit_signs import is_in_claim, names_a_source, spoken_by_source
from bench.scorers.rules.who.denial import denied_near
from bench.scorers.rules.who.own_voice import untold
from bench.scorers.rules.who.polarity import is_contradicted, polarity
from bench.scorers.rules.who.source_names import Match, compare, is_named, is_same, is_speaker


def judge(context: FactContext, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """The verdict on an attribution fact at a mention of its claim."""
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    span = claim_span(mention, summary.statements[mention.at])
    judged = _credits_of_claim(context, mention, summary)
    own = [credit for credit, match in judged if match == "same"]
    if own:
        return _own_source(context, own, mention, summary)
    unknown = [credit for credit, match in judged if match == "unknown"]
    if unknown:
        reason = f"The summary credits this to “{unknown[0].source}”, who can be whom the article credits."
        return MentionVerdict("preserved", reason, (span, unknown[0].cue_span))
    others = [credit for credit, match in judged if match == "other"]
    if others and not _has_own_source_beside(context, mention, summary):
        return _another_source(context, others[0], mention, summary)
    if others:
        reason = f"The summary credits this to “{others[0].source}”, beside the article's own source."
        return MentionVerdict("preserved", reason, (span, others[0].cue_span))
    if fact.stance == "deny" and (denied := denied_near(context, mention, summary)) is not None:
        return denied
    if named := spoken_by_source(context, mention, summary):
        return MentionVerdict("preserved", f"The summary gives this as what “{named}” says.", (span,))
    if denier := _denier(mention, summary):
        return MentionVerdict("omitted", f"The summary tells this only as what “{denier}” denies.")
    if why := untold(context, mention, summary):
        return MentionVerdict("omitted", why)
    if context.is_vouched_for:
        return MentionVerdict("preserved", "The article states this in its own voice too.", (span,))
    return MentionVerdict(
        "dropped_attribution",
        f"The article credits this to {_sources(fact)}; the summary states it in its own voice.",
        (span,),
        severity(fact),
    )


def _credits_of_claim(context: FactContext, mention: Mention, summary: SummaryContext) -> list[tuple[Credit, Match]]:
    """The credits that hold for the claim, each with whether its source is the article's.

    Left out, unless their source is the article's: somebody who denies the claim where the article's source makes it,
    and the other way round; a label ("UN: …") whose name the article does not know; a speaker whose saying is itself
    the claim ("the attendant announced a problem", as a passenger tells); a thing that can say nothing ("the images").
    """
    fact, article = context.fact, summary.article
    assert isinstance(fact, AttributionFact)
    tree = summary.tree(mention.at)
    kept: list[tuple[Credit, Match]] = []
    for credit in covering(summary.statements[mention.at].credits, mention, summary.tree(mention.at)):
        if not credit.source:
            continue
        match = whose(credit, context, summary)
        if match != "same":
            makes = polarity(credit, tree)
            if makes in ("withholds", "leaves") or (makes == "denies") != (fact.stance == "deny"):
                continue
            if is_in_claim(credit, context) or not is_speaker(credit.names, context.sources):
                continue
            known = any(is_same(name, other) for name in credit.names for other in article.known_names)
            if credit.cue == ":" and not known:
                continue
        kept.append((credit, match))
    kept = _in_own_segment(kept, mention, tree, summary)
    claimed = fact.claim.lower()  # "he said that images show ships": what images show is the claim
    return [one for one in kept if one[1] == "same" or one[0].source.lower() not in claimed] or kept


def _in_own_segment(
    judged: list[tuple[Credit, Match]], mention: Mention, tree: Tree, summary: SummaryContext
) -> list[tuple[Credit, Match]]:
    """The credits without those of another part of the sentence, where the claim's own part has a credit.

    "The governor says 12 are in use, but the union claims only five can fly": five are the union's alone.
    """
    if not mention.predicate_words or len(tree.segments) == 1:
        return judged
    segment = set(tree.segment_of(mention.predicate_words[0]))
    cues = [tree.within([credit.cue_span]) for credit in summary.statements[mention.at].credits if credit.source]
    reporting = lemmas("stances", "reporting")
    speaks = any(tree.words[index].lemma in reporting for index in segment if index < mention.predicate_words[0])
    if not speaks and not any(cue & segment for cue in cues):
        return judged
    return [(credit, match) for credit, match in judged if tree.within([credit.cue_span]) & segment]


def _has_own_source_beside(context: FactContext, mention: Mention, summary: SummaryContext) -> bool:
    """Whether the article's source is named in the sentence too, in a part of it that has words of the claim.

    "The governor says 12 are in use, but the union claims only five can fly" has the union beside the five; "the
    council said it will close, but the union said it stays open" has the union beside another claim.
    """
    if not names_a_source(summary.statements[mention.at], context):
        return False
    tree = summary.tree(mention.at)
    return len({tree.segment_of(index) for index in mention.predicate_words}) != 1 or len(tree.segments) == 1


def _denier(mention: Mention, summary: SummaryContext) -> str:
    """Who denies the claim, where it stands in nothing but a denial: "Maduro denies collaborating with gangs"."""
    tree = summary.tree(mention.at)
    holding = covering(summary.statements[mention.at].credits, mention, summary.tree(mention.at))
    return next((credit.source for credit in holding if polarity(credit, tree) in ("denies", "leaves")), "")


def whose(credit: Credit, context: FactContext, summary: SummaryContext) -> Match:
    """Whether a credit's source is the article's; a pronoun is, if that has been named before it."""
    match = compare(credit.names, context.sources, summary.article.known_names)
    if match != "same" and credit.source.lower() in PERSONAL | IMPERSONAL:
        before = summary.text[: credit.cue_span[0]]
        if any(is_named(name, before) for names in context.sources for name in names):
            return "same"
        return match if len(credit.names) > 1 else "unknown"
    return match


def _own_source(context: FactContext, own: list[Credit], mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """The right source: is it still the same claim, and no surer?"""
    fact = context.fact
    assert isinstance(fact, AttributionFact)
    tree = summary.tree(mention.at)
    shifts = [_shift(fact, credit, mention, summary) for credit in own]
    credit = own[0]
    if all(shifts):
        return MentionVerdict(
            "stance_shift",
            f"The article has “{fact.cue}”; the summary's “{credit.cue}” {shifts[0]}.",
            tuple(sorted({credit.cue_span, *credit.scope})),
            "major",
        )
    kept = next(credit for credit, shift in zip(own, shifts, strict=True) if not shift)
    if fact.stance == "deny" and polarity(kept, tree) == "withholds":
        return MentionVerdict("omitted", "The summary says that the source did not say so; the denial is left out.")
    spans = {kept.cue_span, *kept.scope, *([kept.source_span] if kept.source_span else [])}
    return MentionVerdict(
        "preserved",
        f"The summary credits this to “{kept.source}”, as the article does.",
        tuple(sorted(spans)),
        is_credited=True,
    )


def _shift(fact: AttributionFact, credit: Credit, mention: Mention, summary: SummaryContext) -> str:
    """What a credit of the right source makes of the claim that the article does not; '' where it keeps it."""
    tree = summary.tree(mention.at)
    makes = polarity(credit, tree)
    cue = {word.lemma for word in (tree.words[index] for index in tree.within([credit.cue_span])) if word.pos == "VERB"}
    opposite = is_contradicted(mention, summary, claim_is_negated=_is_negated(fact, summary))
    if fact.stance == "deny":
        if makes == "leaves":
            return "takes the denial back"
        vouches = credit.stance == "confirm" and makes == "makes" and not opposite
        return "turns it round" if vouches else ""
    negated = _is_negated(fact, summary)
    if makes == "denies":  # whoever denies an agreement says that there is none
        return "" if negated else "turns it round"
    if makes in ("withholds", "leaves"):  # "does not expect it to change": that it is unlikely to
        return "" if negated else "says that it was not said"
    if opposite and mention.confidence >= summary.threshold("error_plain"):
        return "says the opposite"
    if fact.stance in ("neutral", "claim") and cue & lemmas("stances", "wishing"):
        return "makes a wish of it"
    if credit.stance == "confirm" and _vouches(credit, fact):
        return "makes it more certain"
    if fact.stance == "suggest" and credit.cue.lower() in data("stances")["firm"]["cues"]:
        return "makes it more certain"
    return ""


def _is_negated(fact: AttributionFact, summary: SummaryContext) -> bool:
    return next(other.claim.is_negated for other in summary.article.facts if other.fact.id == fact.id)


def _vouches(credit: Credit, fact: AttributionFact) -> bool:
    """Whether a word of confirming says more than the article's own: of a plain "said" only the strongest do."""
    if fact.stance in ("claim", "suggest"):
        return True
    return fact.stance == "neutral" and credit.cue.lower() in data("stances")["vouching"]["cues"]


def _another_source(context: FactContext, credit: Credit, mention: Mention, summary: SummaryContext) -> MentionVerdict:
    """Somebody else is credited: an error, unless the article credits them with much the same."""
    fact, passage = context.fact, mention.passage
    assert isinstance(fact, AttributionFact)
    home = max((passage.explained[index] for index in context.home), default=0.0)
    for index, statement in enumerate(summary.article.statements):
        theirs = any(is_same(name, other) for own in statement.credits for name in credit.names for other in own.names)
        share = passage.explained[index]
        elsewhere = not overlaps(statement.span, context.located.quote)
        if (
            theirs
            and elsewhere
            and (share >= home + settings()["explained_better"] or share >= max(home, settings()["copied"]))
        ):
            reason = f"The summary gives what “{credit.source}” says, which is another statement of the article."
            return MentionVerdict("omitted", reason)
    spans = {claim_span(mention, summary.statements[mention.at]), credit.cue_span}
    spans |= {credit.source_span} if credit.source_span else set()
    return MentionVerdict(
        "misattribution",
        f"The article credits this to {_sources(fact)}; the summary credits it to “{credit.source}”.",
        tuple(sorted(spans)),
        "major",
    )


def _sources(fact: AttributionFact) -> str:
    return listed((source.name for source in fact.sources), "or")


def severity(fact: AttributionFact) -> Severity:
    """How grave a dropped attribution is: minor where the article itself only reports ("said", "confirmed").

    A lost "claims" or "denies" turns what the article keeps at a distance into a fact; a lost "said" hides whose
    account a plain report is.
    """
    return "minor" if fact.stance in ("neutral", "confirm") else "major"
