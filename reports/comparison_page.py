"""The HTML page of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from bench.records import CODES, KINDS, Contrast
from reports import comparison_wording, glossary
from reports.comparison_data import ComparisonData
from reports.comparison_wording import NAME, DifferenceLine, line
from reports.page import render_page
from reports.trust_sentences import noise
from reports.untrusted import shortened


def render(data: ComparisonData) -> str:
    """The page as HTML text: one file, needing nothing but a browser."""
    comparison = data.comparison
    # Rates per 100 words are not drawn, so they must not set the scale of the shares either.
    shares = [
        difference
        for contrast in comparison.contrasts
        for name, difference in comparison_wording.differences(contrast).items()
        if name != "flags_per_100_words"
    ]
    finer = [
        difference
        for contrast in comparison.contrasts
        for group in (contrast.faithfulness, contrast.coverage, contrast.codes)
        for difference in group.values()
    ]
    return render_page(
        "comparison.html",
        further_style="comparison.css",
        script="comparison.js",
        filters={"shift": comparison_wording.point, "term": glossary.term, "p_value": comparison_wording.p_value},
        data=data,
        comparison=comparison,
        heading=comparison_wording.heading(comparison),
        standfirst=comparison_wording.standfirst(comparison),
        overall=[(contrast, comparison_wording.overall(contrast)) for contrast in comparison.contrasts],
        noise=_noise(comparison.contrasts),
        # One scale for all lines of a table: bars of one length mean one difference.
        overall_top=comparison_wording.top_of(shares),
        finer=[(contrast, _finer(contrast)) for contrast in comparison.contrasts],
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


def _noise(contrasts: Sequence[Contrast]) -> list[str]:
    """How far the scorer's errors alone can set each pair apart; a single pair has it under its heading."""
    if len(contrasts) == 1:
        return []
    names = ((shortened(contrast.base, NAME), shortened(contrast.other, NAME)) for contrast in contrasts)
    return [noise(contrast, *pair) for contrast, pair in zip(contrasts, names, strict=True)]


def _signatures(data: ComparisonData) -> list[tuple[str, list[str]]]:
    """Each signature with the entrants that have it."""
    labels_of: dict[str, list[str]] = {}
    for entrant in data.comparison.entrants:
        labels_of.setdefault(entrant.signature, []).append(entrant.label)
    return list(labels_of.items())
