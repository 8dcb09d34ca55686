"""What measuring a scorer has shown, kept so that no score is shown without it.

The rules' measurement comes with the package, as trust.json beside them. That of a judge is somebody's own: of the
model that they ask, on the gold that they measured it on. It is kept in the user's data folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import platformdirs
from pydantic import ValidationError

from bench.errors import InputError
from bench.records import Trust
from bench.storage import is_present, make_folder, read_member, replace_member

DIGITS = 4
"""Digits of a share; with more, the file would change with the machine that wrote it."""


def trust_path(name: str) -> Path:
    """Where the measurement of the scorer with that name lies that comes with the package."""
    return Path(str(resources.files("bench.scorers"))) / name / "trust.json"


def user_folder(name: str) -> Path:
    """A folder of the user's own for what was measured of a scorer or had of a judge, by its name."""
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:60]
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return Path(platformdirs.user_data_path("allegedly")) / f"{slug}-{digest}"


def stored_trust(scorer: str) -> Trust | None:
    """The measurement of a scorer, given as name and version; None if that version was not measured.

    Of several, on other gold or on a sample, the one on the most summaries.

    Raises:
        InputError: a file is broken.
    """
    of_scorer = [trust for trust in _measurements(scorer) if trust.scorer == scorer]
    return max(of_scorer, key=lambda trust: trust.summaries, default=None)


def store_trust(trust: Trust) -> Path:
    """Keep a measurement with its scorer in the package, in place of an earlier one; returns its path."""
    return _write(trust, trust_path(trust.scorer.partition("@")[0]))


def store_user_trust(trust: Trust) -> Path:
    """Keep a measurement for this user, in place of an earlier one on the same gold; returns its path."""
    gold = hashlib.sha256(" ".join(f"{part.hash} {part.labels_hash}" for part in trust.sets).encode()).hexdigest()[:12]
    return _write(trust, user_folder(trust.scorer) / f"trust-{gold}.json")


def _measurements(scorer: str) -> Iterator[Trust]:
    shipped = trust_path(scorer.partition("@")[0])
    for path in (shipped, *sorted(user_folder(scorer).glob("trust-*.json"))):
        if is_present(path):
            yield _read(path)


def _read(path: Path) -> Trust:
    try:
        return Trust.model_validate_json(read_member(path))
    except ValidationError as error:
        mistake = error.errors(include_url=False)[0]
        raise InputError(str(mistake["msg"]), file=path, field=".".join(map(str, mistake["loc"]))) from None


def _write(trust: Trust, path: Path) -> Path:
    plain = json.loads(trust.model_dump_json(), parse_float=lambda digits: round(float(digits), DIGITS))
    make_folder(path.parent)
    replace_member(path, (json.dumps(plain, indent=1, ensure_ascii=False) + "\n").encode())
    return path
