from __future__ import annotations

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
