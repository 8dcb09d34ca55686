"""An attribution corpus (PARC, PolNeAR and their like), as a JSON Lines file.

A line of the file is a text with its attributions, each with its `source`, `cue` and `content`, all of them
lists of pieces with `segments` of code-point offsets.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bench.errors import InputError
from bench.goldset.files import rows_of
from bench.records import Span
from bench.storage import read_given


class _Loose(BaseModel):
    """Unknown keys are ignored: a corpus may record more than is used here."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Piece(_Loose):
    """A part of an attribution, in one or more runs of the text."""

    segments: tuple[Span, ...]


class Attribution(_Loose):
    """Who said what, as an annotator marked it."""

    source: tuple[Piece, ...] = ()
    cue: tuple[Piece, ...] = ()
    content: tuple[Piece, ...] = ()

    def segments(self, part: str) -> tuple[Span, ...]:
        """The runs of the `source`, `cue` or `content`."""
        return tuple(segment for piece in getattr(self, part) for segment in piece.segments)


class CorpusText(_Loose):
    """One text of the corpus."""

    id: str = ""
    """Its line, where the corpus gives none."""
    text: str
    attributions: tuple[Attribution, ...]


def load(path: Path) -> tuple[CorpusText, ...]:
    """Read a corpus from a JSON Lines file.

    Raises:
        InputError: a line is no text with attributions, or a segment lies outside its text.
    """
    texts: list[CorpusText] = []
    lines: dict[str, int] = {}
    for number, fields in rows_of(read_given(path), path):
        try:
            text = CorpusText.model_validate(fields)
        except ValidationError as error:
            # The input is left out, since it may be a whole text.
            mistake = error.errors(include_url=False, include_input=False)[0]
            field = ".".join(str(part) for part in mistake["loc"])
            raise InputError(mistake["msg"], file=path, line=number, field=field) from None
        text = text if text.id else text.model_copy(update={"id": f"line {number}"})
        # Figures are drawn text by text, so two texts of one id would count as one.
        if text.id in lines:
            raise InputError(f"the id stands on line {lines[text.id]} too", file=path, line=number, field="id")
        for at, attribution in enumerate(text.attributions):
            for part in ("source", "cue", "content"):
                # Offsets of another text, or of bytes instead of characters, show here rather than as a poor figure.
                for start, end in attribution.segments(part):
                    if not 0 <= start < end <= len(text.text):
                        what = f"[{start}, {end}] is no stretch of a text of {len(text.text)} characters"
                        where = f"attributions.{at}.{part}"
                        raise InputError(what, file=path, line=number, field=where)
        lines[text.id] = number
        texts.append(text)
    if not texts:
        raise InputError("holds no texts", file=path)
    return tuple(texts)
