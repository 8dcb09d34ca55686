"""The set that nothing is fitted to: it is sound, and it stays apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_process import bench

from bench.goldset import load

ROOT = Path(__file__).parent.parent
SET = ROOT / "measurement" / "held-out"


def test_it_is_sound(tmp_path: Path) -> None:
    done = bench("gold", "lint", str(SET), cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_summary_of_it_is_labelled() -> None:
    for article in load(str(SET)).articles:
        assert len(article.labels) == 10
        assert any(set(summary.labels.values()) <= {"omitted", "preserved"} for summary in article.labels)


@pytest.mark.parametrize("path", ["bench/scorers/rules/data/locating.toml", "bench/drafting/data/salience.toml"])
def test_no_weight_is_learned_from_it(path: str) -> None:
    made = [line for line in (ROOT / path).read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert any("python -m bench" in line for line in made)
    assert not any("held-out" in line for line in made)
