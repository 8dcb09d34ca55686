"""trust.json, the measurement that a scorer carries with it so that no score is shown without it."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from bench.errors import InputError
from bench.records import Trust

DIGITS = 4
"""Digits of a share; with more, the file would change with the machine that wrote it."""


def trust_path(name: str) -> Path:
    """Where the measurement of the scorer with that name lies."""
    return Path(str(resources.files("bench.scorers"))) / name / "trust.json"


def stored_trust(scorer: str) -> Trust | None:
    """The measurement of a scorer, given as name and version; None if that version was not measured.

    Raises:
        InputError: the file is broken.
    """
    path = trust_path(scorer.partition("@")[0])
    if not path.is_file():
        return None
    try:
        trust = Trust.model_validate_json(path.read_bytes())
    except ValidationError as error:
        mistake = error.errors(include_url=False)[0]
        raise InputError(str(mistake["msg"]), file=path, field=".".join(map(str, mistake["loc"]))) from None
    # A measurement of another version says nothing of this one, whose verdicts may differ.
    return trust if trust.scorer == scorer else None


def store_trust(trust: Trust) -> Path:
    """Keep a measurement with its scorer, in place of an earlier one; returns its path."""
    path = trust_path(trust.scorer.partition("@")[0])
    plain = json.loads(trust.model_dump_json(), parse_float=lambda digits: round(float(digits), DIGITS))
    path.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return path
