from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "collecting.py"


def test_the_benchmark_of_collecting_collects_all():
    options = ["--summaries", "60", "--latency", "0.01", "--concurrency", "16"]
    done = subprocess.run([sys.executable, SCRIPT, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = {line[:26].strip(): line[26:] for line in done.stdout.splitlines()}
    assert figures["summaries on disk"] == "60 of 60"
    assert figures["processor time"].endswith(" ms a summary")
