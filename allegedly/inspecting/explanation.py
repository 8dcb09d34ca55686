"""What became of a summary, as Markdown for Inspect's viewer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegedly.distortions import Distortion
from bench.counted import counted
from bench.foreign_text import bounded_line

LONGEST = 600
"""Characters of a quotation."""
SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~-])")


def explained(distortions: Sequence[Distortion], kept: int, mentions: int, facts: int, missing: int) -> str:
    """Say how the summary did, then each distortion with the words on both sides.

    Args:
        distortions: errors and flags.
        kept: claims whose source, certainty and number are the article's.
        mentions: claims that the summary makes.
        facts: gold facts of the article.
        missing: requests to a judge without an answer.
    """
    blocks = [f"Of {counted(facts, 'marked claim')}, the summary makes {mentions} and keeps {kept}."]
    for distortion in distortions:
        severity = f" ({distortion.severity})" if distortion.severity else ""
        fact = f" {distortion.fact}" if distortion.fact else ""
        lines = [f"**{distortion.code.replace('_', ' ')}**{severity}{fact}: {_plain(distortion.reason)}"]
        if distortion.article_words:
            lines.append(f"> article: “{_plain(distortion.article_words)}”")
        lines.append(f"> summary: “{_plain(distortion.summary_words)}”")
        # Two spaces break a line inside a quotation.
        blocks.append("\n\n".join([lines[0], "  \n".join(lines[1:])]))
    if missing:
        blocks.append(f"{counted(missing, 'request')} to the judge had no answer: those verdicts are unscored.")
    return "\n\n".join(blocks)


def _plain(text: str) -> str:
    """A text that Markdown shows letter by letter: it comes from an article or a model."""
    return SPECIAL.sub(r"\\\1", bounded_line(text, LONGEST))
