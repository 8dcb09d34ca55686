"""The HTML scorecard of one run."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bench.facts import FACT_KINDS, GlossaryTerm
from bench.records import CODES, ERROR_CODES, FLAG_CODES, KINDS, STATUSES, Estimate, FlagCode, Manifest, Status, Verdict
from reports import chart, glossary, notation, scorecard_wording, trust_sentences
from reports.certainty_words import certainty
from reports.downloads import payload
from reports.examples import leading
from reports.judge_wording import judge_sentences
from reports.page import render_page
from reports.scorecard_data import ScorecardData
from reports.untrusted import shortened

SECTIONS = ("head", "errors", "breakdown", "reading", "trust", "audit", "collected", "guide", "data")
"""Each a template in `templates/sections/`, in the order of the page."""
FAILED: tuple[Status, ...] = ("refused", "empty", "failed")
"""Where a summary ended like this, the page says second what was collected."""
ID_LIMIT = 12
LISTED = 100
"""Articles in the table that leads into the reading view."""

SLICE_TERMS: dict[str, dict[Any, GlossaryTerm]] = {
    **{f"{kind}.position": dict(terms) for kind, terms in glossary.POSITION_TERMS.items()},
    **{
        f"{kind.kind}.{kind.trait.field}": dict(glossary.trait_terms(kind.trait))
        for kind in FACT_KINDS.values()
        if kind.trait is not None
    },
}
"""The terms for the values of each kind's traits; a set goes by its name."""


def render(card: ScorecardData) -> str:
    """The page as HTML text: one file, needing nothing but a browser."""
    overall = card.score.overall
    # Of several models the plane shows each, and no point for all of them together.
    plane = None if card.score.by_model else chart.plane(overall.coverage, overall.faithfulness)
    return render_page(
        "scorecard.html",
        script="scorecard.js",
        further_scripts=("tables.js", "downloads.js"),
        filters={
            "percent": notation.percent,
            "interval": _interval_in_tables if card.scored_articles < notation.FEWEST_ARTICLES else notation.interval,
            "moment": scorecard_wording.moment,
            "dots": chart.point,
            "letter": letter,
            "term": glossary.term,
            "certainty": certainty,
            "ends": trust_sentences.ends,
            "label": label,
        },
        sections=sections(card),
        card=card,
        manifest=card.manifest,
        score=card.score,
        host=_host(card.manifest),
        verdict=scorecard_wording.verdict(card),
        standfirst=scorecard_wording.standfirst(card),
        reservations=scorecard_wording.reservations(card),
        headlines=scorecard_wording.headlines(card),
        collected=scorecard_wording.collected(card),
        incomplete=scorecard_wording.incomplete(card),
        resources=scorecard_wording.resources(card.resources),
        measured_on=trust_sentences.measured_on(card.trust) if card.trust else "",
        expected=scorecard_wording.expected(card),
        claims_made=trust_sentences.claims_made(card.score.corrected, overall.faithfulness.of)
        if card.score.corrected
        else "",
        of_whole=trust_sentences.of_whole(len(card.models), len(card.score.corrected_by_model)),
        rates_from=trust_sentences.rates_from(card.score.corrected) if card.score.corrected else "",
        method=trust_sentences.METHOD,
        rate_rows=trust_sentences.rate_rows(card.trust) if card.trust else (),
        charged=scorecard_wording.charged(card),
        judge_about=judge_sentences(card.score.judge) if card.score.judge else (),
        scorer_name=card.manifest.scorer.partition("@")[0],
        unmeasured=trust_sentences.unmeasured(shortened(card.manifest.scorer, 80)),
        strata=glossary.STRATUM_TERMS,
        plane=plane,
        marks=chart.marks(card.peers, plane),
        leading=leading(card.examples),
        verdicts=scorecard_wording.verdicts(card.score),
        slice_terms=SLICE_TERMS,
        place_sentence=scorecard_wording.position,
        payload=payload(card),
        not_found=not_found(card),
        errors_top=chart.top_of(overall.codes.values()),
        bar=chart.bar,
        listed=[view for view in card.articles if view.figures is not None][:LISTED],
        kinds=KINDS,
        codes=CODES,
        flag_codes=FLAG_CODES,
        statuses=STATUSES,
        glossary=glossary,
        fact_kinds=FACT_KINDS,
    )


def sections(card: ScorecardData) -> tuple[str, ...]:
    """The sections in their order: what was collected comes early only where something failed."""
    collected = card.score.collected
    if collected.is_complete and not card.unscored and not any(collected.statuses.get(status) for status in FAILED):
        return SECTIONS
    head, *rest = (section for section in SECTIONS if section != "collected")
    return (head, "collected", *rest)


def not_found(card: ScorecardData) -> tuple[Verdict | FlagCode, ...]:
    """The codes of errors and flags that no summary was charged with: they would be rows of zeros."""
    rates = card.score.overall.codes
    return (
        *(code for code in ERROR_CODES if code not in rates or not rates[code].count),
        *(flag for flag in FLAG_CODES if not card.score.flags.get(flag)),
    )


def letter(index: int) -> str:
    """The footnote sign of a note: a to z, then aa, ab and so on."""
    sign = ""
    while index >= 0:
        sign = chr(ord("a") + index % 26) + sign
        # Less one, since there is no zero among the letters: behind "z" (25) comes "aa" (26).
        index = index // 26 - 1
    return sign


def label(fact: str) -> str:
    """A gold fact's id as short as a footnote sign has to be."""
    return shortened(fact, ID_LIMIT, "both")


def _interval_in_tables(estimate: Estimate) -> str:
    # Of a run on two articles the head says it once; in each cell of each table it would be noise.
    return "" if notation.is_too_few(estimate) else notation.interval(estimate)


def _host(manifest: Manifest) -> str:
    """The provider and host of the summaries, without the parts of the address that may be secret."""
    try:
        host = urlsplit(manifest.endpoint.base_url or "").hostname
    except ValueError:
        host = None
    return f"{manifest.endpoint.provider}, {host}" if host else manifest.endpoint.provider
