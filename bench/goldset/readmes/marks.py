"""Text that a command writes, between two marks of a README that people write."""

from __future__ import annotations

from bench.errors import InputError

FILE = "README.md"


def marks(name: str) -> tuple[str, str]:
    """The two comments around the text of this name; they are invisible on the rendered page."""
    return f"<!-- {name}:begin -->", f"<!-- {name}:end -->"


def between(text: str, name: str, written: str) -> str:
    """A README with new text between the two marks of this name.

    Raises:
        InputError: it has no such marks.
    """
    opening, closing = marks(name)
    before, begin, after_opening = text.partition(opening)
    # The closing mark is looked for behind the opening one; a pair in the wrong order counts as none.
    _, end, after = after_opening.partition(closing)
    if not begin or not end:
        raise InputError(f"no {opening} and {closing} in it; add both where the figures are to stand", file=FILE)
    return f"{before}{opening}\n{written}\n{closing}{after}"
