"""The HTML scorecard of one run."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from bench.facts import FACT_KINDS, GlossaryTerm
from bench.records import CODES, FLAG_CODES, KINDS, STATUSES, Manifest
from reports import chart, glossary, wording
from reports.articles import ArticleView
from reports.data import ScorecardData
from reports.figures import payload
from reports.page import render_page
from reports.shown import brief

SECTIONS = ("head", "collected", "errors", "breakdown", "reading", "trust", "audit", "guide", "data")
"""Each a template in `templates/sections/`, in the order of the page."""
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
"""Per kind and trait, what its values are called; a set is called by its name."""


def render(card: ScorecardData) -> str:
    """The page as HTML text: one file, needing nothing but a browser."""
    overall = card.score.overall
    plane = chart.plane(overall.coverage, overall.faithfulness)
    return render_page(
        "scorecard.html",
        style="scorecard.css",
        script="scorecard.js",
        further_scripts=("tables.js", "downloads.js"),
        filters={
            "percent": wording.percent,
            "interval": wording.interval,
            "moment": wording.moment,
            "dots": chart.point,
            "letter": letter,
            "brief": brief,
            "term": glossary.term,
        },
        sections=SECTIONS,
        card=card,
        manifest=card.manifest,
        score=card.score,
        host=_host(card.manifest),
        verdict=wording.verdict(card),
        standfirst=wording.standfirst(card),
        headlines=wording.headlines(card),
        collected=wording.collected(card),
        incomplete=wording.incomplete(card),
        spent=wording.spent(card.spent),
        strata=glossary.STRATUM_TERMS,
        plane=plane,
        marks=chart.marks(card.peers, plane) if plane else (),
        slice_terms=SLICE_TERMS,
        finding_of=wording.position,
        payload=payload(card),
        errors_top=chart.top_of(overall.codes.values()),
        bar=chart.bar,
        ranked=ranked(card.articles)[:LISTED],
        kinds=KINDS,
        codes=CODES,
        flag_codes=FLAG_CODES,
        statuses=STATUSES,
        glossary=glossary,
        fact_kinds=FACT_KINDS,
    )


def ranked(articles: tuple[ArticleView, ...]) -> list[ArticleView]:
    """Articles with figures, the one with most distorted claims first."""
    scored = [(view, view.figures) for view in articles if view.figures is not None]
    scored.sort(key=lambda pair: pair[1].faithfulness.count - pair[1].faithfulness.of)
    return [view for view, _ in scored]


def letter(index: int) -> str:
    """The footnote sign of a finding: a to z, then aa, ab and so on."""
    sign = ""
    while index >= 0:
        sign = chr(ord("a") + index % 26) + sign
        index = index // 26 - 1
    return sign


def _host(manifest: Manifest) -> str:
    """Whom the summaries were asked from, without anything in the address that may be secret."""
    try:
        host = urlsplit(manifest.endpoint.base_url or "").hostname
    except ValueError:
        host = None
    return f"{manifest.endpoint.provider}, {host}" if host else manifest.endpoint.provider
