"""The labelling interfaces: XML to paste into a project's settings."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from bench.goldset.exchange.labelstudio.fields import CHOICES, OF_KIND
from bench.records import CODES, FLAG_CODES, KINDS

HINTS = {
    "claim": "the bare claim: no source, no hedge",
    "cue": "the reporting or hedging words, copied from the passage",
    "number_text": "the number with its bound words, copied from the passage: over 20",
    "value": '20, or 2025-11-24, 2025-11, --11-24, 09:00, monday; a year or another bare number as a text: "2005"',
    "value_high": "only of a range: its upper end",
    "unit": "what is counted",
    "sources": "one a line: Marco Rubio | Rubio | Secretary of State",
    "note": "",
    "fact_id": "leave a new one empty",
}
COLOURS = {"attribution": "#1f77b4", "hedge": "#b45f1f", "number": "#2a8a4a"}
STYLE = "  <Style>.htx-text { white-space: pre-wrap; }</Style>"
"""Keeps line ends as they are, which offsets count."""


def facts_config() -> str:
    """Marking facts in an article: a passage, its kind, and what is recorded of it."""
    lines = [
        "<View>",
        STYLE,
        '  <Header value="$title"/>',
        '  <Labels name="kind" toName="text">',
        *(f'    <Label value="{kind}" background="{COLOURS[kind]}" hotkey="{kind[0]}"/>' for kind in KINDS),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
    ]
    asked = dict.fromkeys(field for kind in KINDS for field in OF_KIND[kind])
    for field in asked:
        kinds = ",".join(kind for kind in KINDS if field in OF_KIND[kind])
        lines += [
            f'  <View visibleWhen="region-selected" whenTagName="kind" whenLabelValue="{kinds}">',
            f'    <Header size="5" value="{field}"/>',
            *(f"    {line}" for line in _control(field)),
            "  </View>",
        ]
    return "\n".join([*lines, "</View>"]) + "\n"


def summaries_config() -> str:
    """Labelling a summary: a verdict for each fact of its article, and flags on passages of the summary."""
    verdicts = ("omitted", "preserved", *(code for kind in KINDS for code in CODES[kind]))
    lines = [
        "<View>",
        STYLE,
        '  <Header value="Summary"/>',
        '  <Labels name="flag" toName="summary">',
        *(f'    <Label value="{code}"/>' for code in FLAG_CODES),
        "  </Labels>",
        '  <Text name="summary" value="$text"/>',
        '  <TextArea name="note" toName="summary" placeholder="note" maxSubmissions="1" editable="true"/>',
        '  <Repeater on="$facts" indexFlag="{{idx}}">',
        '    <Text name="fact_{{idx}}" value="$facts[{{idx}}].about"/>',
        '    <Choices name="verdict_{{idx}}" toName="fact_{{idx}}" choice="single-radio" showInline="true">',
        *(f'      <Choice value="{verdict}"/>' for verdict in verdicts),
        "    </Choices>",
        "  </Repeater>",
        '  <Header value="Article"/>',
        '  <Text name="article" value="$article_text"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _control(field: str) -> list[str]:
    if field in CHOICES:
        return [
            f'<Choices name="{field}" toName="text" perRegion="true" choice="single-radio" showInline="true">',
            *(f'  <Choice value="{choice}"/>' for choice in CHOICES[field]),
            "</Choices>",
        ]
    often = "" if field == "sources" else ' maxSubmissions="1"'
    hint = f" placeholder={quoteattr(HINTS[field])}" if HINTS[field] else ""
    return [f'<TextArea name="{field}" toName="text" perRegion="true" editable="true"{often}{hint}/>']
