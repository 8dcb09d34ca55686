"""How long the list of many runs takes: `python benchmarks/many_runs.py [RUNS] [SUMMARIES]`.

Makes copies of a scored run in a temporary folder, each with SUMMARIES summaries, and prints the seconds until the list
is there for the first time, until all costs are added up, when nothing has changed, and when one run has.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from bench.viewing.run_index import RunIndex

RUN = Path(__file__).parent.parent / "tests" / "data" / "scorecard" / "run"
NAMES = ("manifest.json", "score.json", "scorecard.html")


def write(root: Path, runs: int, summaries: int) -> None:
    """Write the runs, each of another model."""
    manifest = json.loads((RUN / "manifest.json").read_text(encoding="utf-8"))
    line = (RUN / "summaries.jsonl").read_text(encoding="utf-8").splitlines()[0]
    for number in range(runs):
        folder = root / f"20261201T{number:06}Z-model-{number}"
        folder.mkdir()
        (folder / "manifest.json").write_text(json.dumps(manifest | {"model": f"openai:model-{number}"}))
        shutil.copy(RUN / "score.json", folder / "score.json")
        (folder / "scorecard.html").write_text("a scorecard")
        (folder / "summaries.jsonl").write_text(f"{line}\n" * summaries)


def main(runs: int, summaries: int) -> None:
    """Print the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, runs, summaries)
        index = RunIndex(root)

        def seconds() -> float:
            began = time.perf_counter()
            index.refresh()
            return time.perf_counter() - began

        first = costs = seconds()
        while index.refresh().uncounted:
            costs += seconds()
        unchanged = seconds()
        score = next(root.iterdir()) / "score.json"
        runs_listed = len(index.refresh().runs)
        score.write_text(score.read_text() + "\n")
        sys.stdout.write(
            f"{runs_listed} runs of {summaries} summaries: listed in {first:.2f} s, costs in {costs:.2f} s, "
            f"unchanged {unchanged:.3f} s, one changed {seconds():.3f} s\n"
        )


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:3]]
    main(*given, *(1000, 100)[len(given) :])
