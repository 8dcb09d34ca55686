"""One self-contained page from a template: styles and script inlined, nothing else fetched or run."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.kind_style import kind_style
from reports.notation import LEVEL
from reports.untrusted import revealed, shortened

_FOLDER = Path(__file__).parent
STYLES = ("base.css", "head.css", "tables.css", "reading.css", "small_screens_and_print.css")
"""The style sheets of every page, in their order: what is for small screens and for paper overrules the rest."""


def render_page(
    template: str,
    *,
    script: str,
    filters: dict[str, Any],
    further_style: str | None = None,
    further_scripts: Sequence[str] = (),
    **values: Any,
) -> str:
    """Render a template that extends `page.html`.

    Args:
        template: its name in `templates/`.
        script: name of the script in `assets/`.
        filters: further functions that its expressions may use.
        further_style: name of a style sheet whose rules come after those of `STYLES`.
        further_scripts: names of scripts that run after it.
        values: what it shows. Strings are escaped, and what hides in them is made visible.
    """
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        # A misspelled name in a template fails in the tests, rather than leaving a hole in a page.
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"clip": shortened, **filters}
    environment.globals["level"] = LEVEL
    css = Markup("\n").join([kind_style(), _assets(*STYLES, *([further_style] if further_style else []))])
    javascript = _assets(script, *further_scripts)
    # The page loads nothing and runs only the script and style that were written into it, known by their hashes:
    # whatever gets past the escaping still does not run.
    policy = (
        f"default-src 'none'; script-src '{_hash(javascript)}'; style-src '{_hash(css)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = environment.get_template(template)
    return page.render(css=css, javascript=javascript, policy=policy, **values)


def _finalize(value: object) -> object:
    """Every expression of every template passes here before it is escaped."""
    # Markup is what our own templates and assets are made of.
    return revealed(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _assets(*names: str) -> Markup:
    """The texts of assets, joined by line ends; they come with the package, so they are not escaped."""
    texts = ((_FOLDER / "assets" / name).read_text(encoding="utf-8") for name in names)
    return Markup("\n".join(texts))  # noqa: S704


def _hash(inlined: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
