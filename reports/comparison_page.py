"""The HTML page of a comparison."""

from __future__ import annotations

from bench.records import CODES, KINDS, Contrast
from reports import comparison_wording, glossary
from reports.comparison_data import ComparisonData
from reports.comparison_wording import DifferenceLine, line
from reports.page import render_page


def render(data: ComparisonData) -> str:
    """The page as HTML text: one file, needing nothing but a browser."""
    comparison = data.comparison
    shares = [
        difference
        for one in comparison.contrasts
        for name, difference in one.overall.items()
        if name != "flags_per_100_words"
    ]
    finer = [
        difference
        for one in comparison.contrasts
        for group in (one.faithfulness, one.coverage, one.codes)
        for difference in group.values()
    ]
    return render_page(
        "comparison.html",
        style="scorecard.css",
        further_style="comparison.css",
        script="comparison.js",
        filters={"shift": comparison_wording.point, "term": glossary.term, "p_value": comparison_wording.p_value},
        data=data,
        comparison=comparison,
        heading=comparison_wording.heading(comparison),
        standfirst=comparison_wording.standfirst(comparison),
        overall=[(one, comparison_wording.overall(one)) for one in comparison.contrasts],
        overall_top=comparison_wording.top_of(shares),
        finer=[(one, _finer(one)) for one in comparison.contrasts],
        finer_top=comparison_wording.top_of(finer),
        kinds=KINDS,
        codes=CODES,
        glossary=glossary,
        signatures=_signatures(data),
    )


def _finer(contrast: Contrast) -> list[tuple[str, list[DifferenceLine]]]:
    """The lines of each kind, under its name."""
    return [
        (
            glossary.KIND_TERMS[kind].name,
            [
                line("Faithfulness", "", contrast.faithfulness[kind], figure="faithfulness"),
                line("Coverage", "", contrast.coverage[kind], figure="coverage"),
                *(line(glossary.term(code).name, "", contrast.codes[code], figure=code) for code in CODES[kind]),
            ],
        )
        for kind in KINDS
    ]


def _signatures(data: ComparisonData) -> list[tuple[str, list[str]]]:
    """Each signature with the entrants that have it."""
    found: dict[str, list[str]] = {}
    for entrant in data.comparison.entrants:
        found.setdefault(entrant.signature, []).append(entrant.label)
    return list(found.items())
