"""Write every verdict and flag on labelled summaries into a folder, to compare two versions of the code.

    python benchmarks/verdicts.py /tmp/before gold/* held-out      # then change the code
    python benchmarks/verdicts.py /tmp/after gold/* held-out && diff -r /tmp/before /tmp/after

A change that only moves or renames leaves no difference; for any other, the difference is what to read.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.goldset import load
from bench.records import Record, Summary
from bench.scorers import get
from bench.scorers.interface import Task
from bench.scorers.parallel import score_all


def main(arguments: list[str]) -> int:
    """Score the labelled summaries of each set, and write one file of outcomes and one of flags a set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("sets", nargs="+", help="gold sets with labelled summaries, by name or folder")
    options = parser.parse_args(arguments)
    for name in options.sets:
        gold = load(name)
        tasks = [
            Task(
                article,
                [
                    Summary(
                        gold=gold.card.name, article=article.article.id, id=label.id, model=label.model, text=label.text
                    )
                    for label in article.labels
                ],
            )
            for article in gold.articles
        ]
        judged = score_all(get("rules"), tasks, step=lambda: None)
        _write(
            options.out / gold.card.name / "outcomes.jsonl",
            [outcome for _, scored in judged for outcome in scored.outcomes],
        )
        _write(options.out / gold.card.name / "flags.jsonl", [flag for _, scored in judged for flag in scored.flags])
    return 0


def _write(path: Path, records: list[Record]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{record.model_dump_json()}\n" for record in records), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
