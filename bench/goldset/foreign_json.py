"""JSON that was made for something else: JSON Lines or one array of objects, with what other programs put into them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bench.bounds import excess
from bench.errors import InputError
from bench.goldset.files import json_object, numbered_lines, text_of, unique_keys
from bench.goldset.nesting import refuse_deep
from bench.storage import encodable


class ForeignRow(NamedTuple):
    """One object of such a file."""

    record: Mapping[str, Any]
    number: int
    """From 1: of its line, or of its row in an array or a table."""
    is_line: bool = False
    """Whether a text editor finds it by its number."""

    def mistake(self, what: str, path: Path | str, field: str | None) -> InputError:
        """What is wrong with it, with its place."""
        if self.is_line:
            return InputError(what, file=path, line=self.number, field=field)
        return InputError(what, file=f"{path}: row {self.number}", field=field)


def foreign_rows(data: bytes, path: Path) -> Iterator[ForeignRow]:
    """The objects in the bytes of a file of JSON Lines, or of one that is a JSON array.

    NaN and infinities may stand in it, as pandas writes them, and a lone surrogate in a text becomes U+FFFD: only a key
    that is used has to hold what it should.

    Raises:
        InputError: it is not UTF-8, or something in it is no object.
    """
    text = text_of(data, path)
    if text.lstrip().startswith("["):
        try:
            values = _loads(text)
        except ValueError as error:
            raise InputError(f"no valid JSON array: {error}", file=path) from None
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                raise ForeignRow({}, number).mistake(json_object(value), path, None)
            yield ForeignRow(_readable(value), number)
        return
    for number, line in numbered_lines(text):
        try:
            value = _loads(line)
        except json.JSONDecodeError as error:
            what = f"{error.msg} in column {error.colno}"
            raise InputError(f"not a JSON object: {what}", file=path, line=number) from None
        except ValueError as error:
            raise InputError(f"not a JSON object: {str(error).partition(';')[0]}", file=path, line=number) from None
        if not isinstance(value, dict):
            raise InputError(json_object(value), file=path, line=number)
        yield ForeignRow(_readable(value), number, is_line=True)


def _loads(text: str) -> Any:
    try:
        value = json.loads(text, object_pairs_hook=unique_keys)
    except RecursionError:
        raise ValueError(excess("nesting")) from None
    refuse_deep(value)
    return value


def _readable(record: dict[str, Any]) -> dict[str, Any]:
    return {key: encodable(value) if isinstance(value, str) else value for key, value in record.items()}
