"""Articles in HTML pages and Markdown files."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench.errors import UsageError
from bench.goldset.intake.days import iso_day
from bench.goldset.intake.found_article import FoundArticle
from bench.goldset.intake.prose import headline, one_line_title, tidy

if TYPE_CHECKING:
    from markdown_it.token import Token

INSTALL_HTML = "pip install 'allegedly[html]'"
# At most 200 lines, so that a rule at the top of a long text is not taken for the opening of front matter.
FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,200}?)---[ \t]*(?:\n|\Z)")
BREAKS = {"softbreak": " ", "hardbreak": "\n"}
NO_TEXT = ("<script", "<style", "<!")
"""How HTML inside Markdown begins that holds no words to read."""


def from_html(page: bytes, name: str) -> FoundArticle:
    """The main text of a page, without its menus and comments, and what the page says about it.

    Its encoding is worked out from the page itself. `text` is empty where no article can be made out.

    Raises:
        UsageError: the packages that read HTML are not installed.
    """
    try:
        import trafilatura  # loads lxml and much more
    except ImportError:
        raise UsageError(f"HTML pages need a package that is not installed: {INSTALL_HTML}") from None

    for logger in ("trafilatura", "htmldate"):  # their warnings would stand beside our one line
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    extracted = trafilatura.bare_extraction(
        page,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Only a date that the page states: a guess from a footer would shift every weekday.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if extracted is None or isinstance(extracted, dict):
        return FoundArticle(name=name, title="", text="")
    # trafilatura puts each paragraph on a line.
    text = tidy("\n\n".join((extracted.text or "").split("\n")))
    if not text:
        return FoundArticle(name=name, title="", text="")
    title = one_line_title(extracted.title or "")
    headline_found, text_without = headline(text)
    # The page's own title often stands above its text once more.
    if title in ("", headline_found):
        title, text = headline_found, text_without
    return FoundArticle(
        name=name,
        title=title,
        text=text,
        date=iso_day(extracted.date),
        publisher=one_line_title(extracted.sitename or "") or None,
    )


def from_markdown(text: str, name: str) -> FoundArticle:
    """The words of a Markdown text; its title is that of its front matter, or else its first heading."""
    from markdown_it import MarkdownIt

    about: dict[str, str] = {}
    # Read by hand: of YAML only "key: value" is of use here, and no parser of it is needed.
    if front := FRONT_MATTER.match(text):
        text = text[front.end() :]
        for line in front[1].split("\n"):
            key, _, value = line.partition(":")
            about[key.strip().lower()] = value.strip().strip("\"'")
    blocks = list(_blocks(MarkdownIt("commonmark").parse(text)))
    at = next((n for n, (tag, _) in enumerate(blocks) if tag == "h1"), None)
    # Without a heading of the first order, one at the very beginning is the title.
    if at is None and blocks and blocks[0][0].startswith("h"):
        at = 0
    title = one_line_title(about.get("title", ""))
    if at is not None:
        heading = one_line_title(blocks.pop(at)[1])
        title = title or heading
    body = tidy("\n\n".join(block for _, block in blocks) + "\n\n")
    if not title:
        title, body = headline(body)
    return FoundArticle(
        name=name,
        title=title,
        text=body,
        date=iso_day(about.get("date")),
        publisher=one_line_title(about.get("publisher", "")) or None,
    )


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """The blocks that hold words, each with the tag that it is in."""
    tag = ""
    for token in tokens:
        if token.nesting == 1:
            # The nearest opened block: of a quotation or a list it is the paragraph within.
            tag = token.tag
        elif token.type == "inline":
            yield (
                tag,
                # The children without their marks: "**bold**" gives "bold", a link its words.
                "".join(BREAKS.get(child.type, child.content) for child in token.children or [] if _is_read(child)),
            )
        elif token.type in ("fence", "code_block"):
            yield "pre", token.content
        elif token.type == "html_block" and not token.content.lstrip().lower().startswith(NO_TEXT):
            yield "div", html.unescape(re.sub(r"<[^<>]*>", " ", token.content))


def _is_read(token: Token) -> bool:
    return token.type not in ("html_inline", "image")
