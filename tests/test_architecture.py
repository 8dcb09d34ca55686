from __future__ import annotations

import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("allegedly", "bench", "gold", "runners", "reports")
HEAVY = ("datasets", "openai", "spacy", "numpy", "rapidfuzz", "jinja2", "rich", "asyncio", "bench.records")


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [["--help"], ["run", "--help"], ["gold", "lint", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(options):
    heavy = (*HEAVY, "pydantic") if options == ["--help"] else HEAVY  # else typer uses it
    code = (
        "import sys, bench.cli\n"
        f"sys.argv = ['bench', *{options!r}]\n"
        "try: bench.cli.main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        f"heavy = [name for name in {heavy!r} if name in sys.modules]\n"
        "assert not heavy, heavy\n"
    )
    done = run(sys.executable, "-c", code)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_no_module_name_says_nothing():
    names = {path.stem for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc"}


OPENING = {
    "write_text",
    "write_bytes",
    "touch",
    "mkdir",
    "makedirs",
    "unlink",
    "rmdir",
    "rename",
    "symlink_to",
    "hardlink_to",
}
OPENING |= {
    "fdopen",
    "rmtree",
    "mkstemp",
    "mkdtemp",
    "NamedTemporaryFile",
    "TemporaryDirectory",
    "FileLock",
    "copyfile",
}
PACKAGE_DATA = {
    "bench/bounds.py",
    "bench/pipeline/lead_reference.py",
    "bench/reading/kept_readings.py",
    "bench/serving/responses.py",
    "reports/page.py",
    "runners/program_watch.py",
}
"""Modules that read files which come with the package or the system by a path of their own, rather than by
`resources.files(…)`."""


def _opens_a_file(call: ast.Call, module: str) -> bool:
    """Whether a call creates, changes, locks or reads a file by itself, instead of through `bench.storage`."""
    called = call.func
    if isinstance(called, ast.Name):
        return called.id == "open" or called.id in OPENING
    if not isinstance(called, ast.Attribute):
        return False
    owner, arguments = ast.unparse(called.value), len(call.args) + len(call.keywords)
    match called.attr:
        case "open":  # of a path or a library; a connection's takes nothing, and a browser's is a function handed on
            return bool(arguments)
        case "replace":  # of a path: that of a text takes two, that of a date names them
            return len(call.args) == 1 and not call.keywords
        case "read_text" | "read_bytes":
            return "resources" not in owner and module not in PACKAGE_DATA
        case name:
            return name in OPENING


def test_files_are_opened_in_one_place():
    opened = [
        f"{module}:{call.lineno}: {ast.unparse(call)[:80]}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if not (module := path.relative_to(ROOT).as_posix()).startswith("bench/storage/")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _opens_a_file(call, module)
    ]
    assert opened == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_the_wheel_holds_all_that_the_checkout_holds(wheel):
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files <= set(wheel)
    packed = {name for name in wheel if not name.partition("/")[0].endswith(".dist-info")}
    assert packed == files


def test_the_wheel_holds_nothing_else_at_its_top(wheel):
    top = {name.partition("/")[0] for name in wheel}
    assert {name for name in top if not name.endswith(".dist-info")} == set(PACKAGES)


def test_every_package_says_that_it_is_typed(wheel):
    assert {f"{package}/py.typed" for package in PACKAGES} <= set(wheel)


def test_the_wheel_names_both_commands_and_its_license(wheel):
    assert any(name.endswith(".dist-info/entry_points.txt") for name in wheel)
    assert any(name.endswith("LICENSE") for name in wheel)
