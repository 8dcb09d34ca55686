"""The labelling interfaces: XML to paste into a project's settings."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from bench.facts import FACT_KINDS
from bench.goldset.exchange.labelstudio.controls import CHOICES, HINTS, OF_KIND
from bench.records import ERROR_CODES, FLAG_CODES, KINDS

STYLE = "  <Style>.htx-text { white-space: pre-wrap; }</Style>"
"""Keeps line ends as they are, which offsets count."""


def facts_config() -> str:
    """Marking facts in an article: a passage, its kind, and what is recorded of it."""
    lines = [
        "<View>",
        STYLE,
        '  <Header value="$title"/>',
        '  <Labels name="kind" toName="text">',
        *(
            f'    <Label value="{kind.kind}" background="{kind.colour}" hotkey="{kind.key}"/>'
            for kind in FACT_KINDS.values()
        ),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
    ]
    # A field that several kinds have is one control, shown where any of them is chosen.
    fields_of_kinds = dict.fromkeys(field for kind in KINDS for field in OF_KIND[kind])
    for field in fields_of_kinds:
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
    # All codes for every fact: the repeater cannot show other choices for each kind; lint refuses those that do not
    # fit.
    verdicts = ("omitted", "preserved", *ERROR_CODES)
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
    # Sources are several, so only their area takes more than one text.
    often = "" if field == "sources" else ' maxSubmissions="1"'
    hint = f" placeholder={quoteattr(HINTS[field])}" if HINTS[field] else ""
    return [f'<TextArea name="{field}" toName="text" perRegion="true" editable="true"{often}{hint}/>']
