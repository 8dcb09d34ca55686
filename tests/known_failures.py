"""The cases that are known to fail, as the table of CONTRIBUTING.md; `python tests/known_failures.py` writes it there.

A case is a table with `xfail` in a file of tests/data, or a test with an `xfail` mark. All are strict: one that passes
fails its test, so nothing can be mended and left in the table.
"""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "CONTRIBUTING.md"
BEGIN, END = "<!-- known-failures:begin -->", "<!-- known-failures:end -->"


def table() -> str:
    """Each class of cases, the file that holds them, with how many there are and what is still wrong."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for name, reason in (*_in_data(), *_in_tests()):
        reasons[name].append(reason)
    lines = [
        f"{sum(map(len, reasons.values()))} cases are known to fail.",
        "",
        "| in `tests/` | cases | what is still wrong |",
        "|---|---|---|",
    ]
    lines += [f"| `{name}` | {len(of)} | {'; '.join(dict.fromkeys(of))} |" for name, of in sorted(reasons.items())]
    return "\n".join(lines)


def with_table(page: str) -> str:
    """A page with the table between its marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


def _in_data() -> Iterator[tuple[str, str]]:
    for path in sorted((TESTS / "data").rglob("*.toml")):
        for reason in _xfails(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(TESTS).as_posix(), reason


def _xfails(value: object) -> Iterator[str]:
    """What `xfail` says, at whatever depth."""
    if isinstance(value, dict):
        if isinstance(reason := value.get("xfail"), str):
            yield reason
        for inner in value.values():
            yield from _xfails(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _xfails(inner)


def _in_tests() -> Iterator[tuple[str, str]]:
    for path in sorted(TESTS.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.xfail":
                for keyword in node.keywords:
                    if keyword.arg == "reason" and isinstance(keyword.value, ast.Constant):
                        yield path.relative_to(TESTS).as_posix(), str(keyword.value.value)


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
