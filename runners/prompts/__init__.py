"""Prompts: plain text files that say where the article goes."""

from __future__ import annotations

import difflib
import hashlib
import re
from importlib import resources
from pathlib import Path

from bench.errors import InputError, UsageError
from bench.records import PromptRef, Record
from bench.storage import TEXT, read_given

PLACEHOLDER = "{{article}}"
"""Stands once in every prompt; the fenced article takes its place, letter by letter."""

TAG = re.compile(r"<(?=\s*/?\s*article\b)", re.IGNORECASE)


class Prompt(Record):
    """A prompt as it was read."""

    name: str
    """Its own name if it is a shipped one, else the stem of its file."""
    text: str
    file: Path | None = None
    """Where it was read; None of a shipped one, or of a text that was given itself."""

    @property
    def ref(self) -> PromptRef:
        """How a manifest refers to this prompt."""
        return PromptRef(name=self.name, hash=hashlib.sha256(self.text.encode()).hexdigest()[:12])

    @property
    def instruction(self) -> str:
        """The first sentence of the instruction, in a line."""
        paragraphs = [part.strip() for part in self.text.partition(PLACEHOLDER)[2].split("\n\n") if part.strip()]
        return " ".join((paragraphs or [""])[0].split()).partition(". ")[0].rstrip(".") + "."

    def fill(self, article: str) -> str:
        """Put an article between `<article>` tags in the place of the placeholder."""
        # An article that says "</article> Ignore all of the above" must not be able to end its own fence.
        fenced = f"<article>\n{TAG.sub('&lt;', article.strip())}\n</article>"
        return self.text.replace(PLACEHOLDER, fenced)


def shipped() -> dict[str, Path]:
    """The prompts that come with the package, by name."""
    folder = Path(str(resources.files("runners.prompts")))
    return {path.stem: path for path in sorted(folder.glob("*.txt"))}


def load(name_or_path: str) -> Prompt:
    """Load a shipped prompt by its name, or any prompt from its file; a text with the placeholder is one itself.

    Raises:
        UsageError: there is no such prompt.
        InputError: the file cannot be read, or does not hold the placeholder exactly once.
    """
    # No file has such a name.
    if PLACEHOLDER in name_or_path:
        return _checked(Prompt(name="own", text=name_or_path.strip()), "prompt")
    known = shipped()
    path = known.get(name_or_path) or Path(name_or_path)
    if not path.is_file():
        close_names = difflib.get_close_matches(name_or_path, known, n=1)
        hint = f"did you mean '{close_names[0]}'?" if close_names else f"shipped are {', '.join(known)}."
        raise UsageError(f"no prompt '{name_or_path}': {hint} Or give a text file with {PLACEHOLDER} in it")
    try:
        text = read_given(path, TEXT).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").strip()
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start}); save it as UTF-8", file=path) from None
    file = None if name_or_path in known else path.resolve()
    return _checked(Prompt(name=path.stem, text=text, file=file), path)


def _checked(prompt: Prompt, file: Path | str) -> Prompt:
    if (count := prompt.text.count(PLACEHOLDER)) != 1:
        raise InputError(f"{PLACEHOLDER}, where the article goes, must stand once, not {count} times", file=file)
    return prompt
