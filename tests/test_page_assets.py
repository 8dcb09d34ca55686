"""What the formatter and linter of the pages' scripts and styles do not look at."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ASSETS = sorted(
    path for end in ("js", "css") for top in ("bench", "reports") for path in ROOT.glob(f"{top}/**/*.{end}")
)


@pytest.mark.parametrize("path", ASSETS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_line_is_long(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []


def test_the_lock_file_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
