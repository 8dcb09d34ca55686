"""Where in a summary the words stand that a judge gives as evidence.

Evidence that does not stand there is none: a judge that quotes the article, or makes words up, has not judged the
summary.
"""

from __future__ import annotations

import re
import unicodedata

from bench.records import Span

# Judges copy with other quotation marks, dashes and spaces than the text has; none of these changes a word.
_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′＇`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_LEFT_OUT = re.compile(r"\s*(?:\[?…\]?|\[?\.{3,}\]?)\s*")
"""“The mayor … said so”: a judge may leave words out, as long as each piece stands in the summary."""


def spans_of(evidence: str, text: str) -> tuple[Span, ...]:
    """The places of a piece of evidence in a text, in code points; case, space and kinds of quotation marks aside.

    Returns:
        One span for each piece, if the evidence leaves words out; none if any piece does not stand in the text.
    """
    haystack, offsets = _folded(text)
    spans: list[Span] = []
    for piece in _LEFT_OUT.split(evidence):
        needle = _folded(piece)[0].strip()
        # The judge's own quotation marks around what it quotes, and a full stop that the summary does not have there.
        place = _place(needle, haystack) or _place(needle.strip("\"'").rstrip(".,;:").strip(), haystack)
        if place:
            start, end = offsets[place[0]], offsets[place[1] - 1] + 1
            spans.append((start, end))
        elif needle.strip("\"'.,;: "):
            return ()
    return tuple(dict.fromkeys(sorted(spans)))


def _place(needle: str, haystack: str) -> Span | None:
    """Where whole words stand in a text: “5” is no evidence of “2025”."""
    if not re.search(r"\w", needle):
        return None
    before, after = (r"\b" if re.match(r"\w", sign) else "" for sign in (needle[0], needle[-1]))
    match = re.search(f"{before}{re.escape(needle)}{after}", haystack)
    return match.span() if match else None


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as it is compared, and for each of its characters the offset that it has in the text itself."""
    signs: list[str] = []
    offsets: list[int] = []
    for offset, sign in enumerate(text):
        folded = " " if sign.isspace() else unicodedata.normalize("NFKC", sign).translate(_SAME).casefold()
        for char in folded:
            # Runs of white space count as one space.
            if char == " " and signs and signs[-1] == " ":
                continue
            signs.append(char)
            offsets.append(offset)
    return "".join(signs), offsets
