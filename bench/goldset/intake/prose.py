"""Plain text as a set keeps it: lines that end in LF, paragraphs a blank line apart, Unicode in NFC."""

from __future__ import annotations

import re
import unicodedata

HEADLINE_LENGTH = 150
TITLE_LENGTH = 100


def tidy(text: str) -> str:
    """A text with its paragraphs separated by one blank line each; empty if there is nothing in it.

    Where no blank line separates anything, every line is a paragraph; else the lines inside a paragraph stay.
    Control characters are dropped, and characters composed, as `bench gold lint` asks for.
    """
    # Whatever some program takes for a line end becomes the one that a set has.
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text.removeprefix("\ufeff"))
    if not (text := _clean(text).strip()):
        return ""
    lines = [line.strip() for line in text.split("\n")]
    # A text copied from a page often has a line for each paragraph and no blank lines.
    if "" not in lines:
        return "\n\n".join(lines) + "\n"
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)) + "\n"


def headline(text: str) -> tuple[str, str]:
    """The title of a tidy text, and the text without it.

    A first paragraph of one short line that is no sentence is a headline and leaves the text; else the title
    is made of the first words, and the text stays whole.
    """
    first_paragraph, _, paragraphs_after = text.partition("\n\n")
    # A headline has no full stop, and no comma or colon at its end, as the first line of a list or a letter has.
    is_headline = (
        "\n" not in first_paragraph
        and len(first_paragraph) <= HEADLINE_LENGTH
        and not re.search(r"[.;,:…][\"”’')]*$", first_paragraph)
    )
    if paragraphs_after.strip() and is_headline:
        return first_paragraph, paragraphs_after
    return short(first_paragraph), text


def short(text: str) -> str:
    """The first words of a text on one line, cut to the length of a title."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line or "Untitled"
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def one_line_title(title: str) -> str:
    """A title from elsewhere on one line; empty if nothing is left."""
    # A title that somebody wrote may be longer than one that is made of first words.
    return _clean(" ".join(title.split()))[: 4 * TITLE_LENGTH].strip()


def _clean(text: str) -> str:
    # Control characters and lone surrogates, which no file of a set can hold; tabs and line ends stay.
    printable = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", printable)
