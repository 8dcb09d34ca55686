from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "large_set.py"


def test_the_large_set_is_whole_and_right():
    done = subprocess.run([sys.executable, SCRIPT, "7", "100"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("7 articles, 100 facts, 0 findings: load ")
