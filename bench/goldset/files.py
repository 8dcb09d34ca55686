"""Texts and JSON Lines as people save them: decoded, cut into lines, parsed; every mistake names its file and line."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import jsonlines

from bench.bounds import excess, refusal
from bench.errors import InputError
from bench.goldset.nesting import refuse_deep
from bench.storage import HALF_CHARACTER, encodable, has_lone_surrogate, read_member

_JSON_NAMES = ((list, "an array"), (str, "a text"), (bool, "true or false"), ((int, float), "a number"))


class Decoded(NamedTuple):
    """A file's text, and what is wrong with the way it is saved."""

    text: str
    """Without byte-order mark, LF between lines; as far as it can be read."""
    mistakes: tuple[tuple[int, str], ...]
    """Line, counted from 1, and what to do."""


def decode(data: bytes) -> Decoded:
    """Read a file's bytes as text, noting where they are not plain UTF-8 in NFC with LF line ends."""
    mistakes: list[tuple[int, str]] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mistakes.append((line, f"not UTF-8 (byte {error.start}); save it as UTF-8"))
        # Go on with what can be read: lint reports all mistakes of a file at once.
        text = data.decode("utf-8", errors="replace")
    if text.startswith("\ufeff"):
        mistakes.append((1, "begins with a byte-order mark; save it as UTF-8 without one"))
        text = text[1:]
    if "\r" in text:
        # One finding a file: if one line end is wrong, mostly all are.
        line = text[: text.index("\r")].count("\n") + 1
        mistakes.append((line, "ends with CR or CRLF; save the file with LF line ends"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        # Decomposed letters look the same and compare as different: a quote with “é” would not be found in its article.
        lines = text.split("\n")
        line = next(n for n, text_line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", text_line))
        mistakes.append((line, "holds characters in decomposed form; normalise the file to Unicode NFC"))
    return Decoded(text, tuple(mistakes))


def read_text(path: Path) -> str:
    """Read a text of a set's folder, as `text_of` reads it.

    Raises:
        InputError: it is no regular file in that folder, too large, or not UTF-8.
    """
    return text_of(read_member(path), path)


def text_of(data: bytes, path: Path) -> str:
    """The text in a file's bytes; line ends become LF and a byte-order mark is dropped.

    Raises:
        InputError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 (byte {error.start}); save it as UTF-8", file=path) from None


def read_article(path: Path) -> str:
    """Read the text of an article of a set.

    Raises:
        InputError: it cannot be read, or is longer than an article can be.
    """
    text = read_text(path)
    if problem := refusal("article", len(text)):
        raise InputError(problem, file=path)
    return text


def read_rows(path: Path, bound: str | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines file of a set with their line numbers; blank lines are passed over.

    Args:
        path: of the file.
        bound: the name of the bound on how many objects there may be.

    Raises:
        InputError: the file or a line of it is wrong, or there are too many.
    """
    for count, (number, record) in enumerate(rows_of(read_member(path), path), start=1):
        if bound and (problem := refusal(bound, count)):
            raise InputError(problem, file=path, line=number)
        yield number, record


def rows_of(data: bytes, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in the bytes of such a file.

    Raises:
        InputError: a line is wrong.
    """
    for number, line in numbered_lines(text_of(data, path)):
        try:
            record = parse_row(line)
        except ValueError as error:
            raise InputError(str(error), file=path, line=number) from None
        yield number, record


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that are not blank, counted from 1; only LF ends a line."""
    # Not `splitlines`: it also splits at U+2028 and others, which JSON allows inside a text.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def parse_row(line: str) -> dict[str, Any]:
    """The JSON object on a line.

    Raises:
        ValueError: there is none, it names a key twice, it holds NaN, an infinity, thousands of digits or half a
            character, or it is nested too deeply.
    """
    if problem := refusal("line", len(line)):
        raise ValueError(problem)
    try:
        # One line at a time: a broken line must not end the reading of the others.
        with jsonlines.Reader([line], loads=_loads) as reader:
            record = reader.read(allow_none=True)
        refuse_deep(record)
    except jsonlines.InvalidLineError as error:
        raise ValueError(f"not a JSON object: {str(error).split(' (line')[0]}") from None
    if not isinstance(record, dict):
        raise ValueError(json_object(record))  # noqa: TRY004 - as every other mistake of a line
    # Only an escape brings one in: the line itself has been decoded.
    if "\\u" in line:
        for key, value in record.items():
            if has_lone_surrogate([key, value]):
                raise ValueError(f"field '{encodable(key)[:60]}': {HALF_CHARACTER}")
    return record


def json_object(value: object) -> str:
    """What is wrong where a JSON object should stand and another value does."""
    name = next((name for types, name in _JSON_NAMES if isinstance(value, types)), "null")
    return f'not a JSON object but {name}; an object stands in braces: {{"key": "value"}}'


def _loads(line: str | bytes) -> Any:
    try:
        return json.loads(line, object_pairs_hook=unique_keys, parse_constant=_refuse)
    except RecursionError:
        raise ValueError(excess("nesting")) from None
    except json.JSONDecodeError:
        raise
    except ValueError as error:
        # Python refuses numbers of thousands of digits; what follows the semicolon is advice to programmers.
        raise ValueError(str(error).partition(";")[0]) from None


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these keys and values, for a JSON parser.

    Raises:
        ValueError: a key stands twice.
    """
    record = dict(pairs)
    # `json` would keep the last of two equal keys in silence, and one of two sources or verdicts would be lost.
    if len(record) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key '{twice[:60]}' stands twice")
    return record


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")
