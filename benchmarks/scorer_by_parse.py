"""What scoring takes beside the parse of the same summaries: `python benchmarks/scorer_by_parse.py [SET …]`.

For every article the summaries are parsed one by one, parsed in one go, and scored, reading included; this is repeated,
in turns, and of each the least processor time counts, so that what else the machine does hardly shows. Articles are
read before. Natural summaries are taken, where a set has any: the made ones are shorter.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence

from bench.goldset import GoldArticle, load_all
from bench.reading.parsing.sentences import parse_all
from bench.records import Summary
from bench.scorers import get


def summaries_of(article: GoldArticle) -> list[Summary]:
    """An article's natural summaries; all of the labelled ones where none is natural."""
    labels = [label for label in article.labels if label.origin == "natural"] or article.labels
    where = {"gold": article.article.gold, "article": article.article.id}
    return [Summary(id=label.id, model=label.model, text=label.text, **where) for label in labels]


def least_seconds(actions: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """The least processor time that each of several actions takes, which take turns."""
    least = [float("inf")] * len(actions)
    for _ in range(rounds):
        for number, action in enumerate(actions):
            start = time.process_time()
            action()
            least[number] = min(least[number], time.process_time() - start)
    return least


def main() -> None:
    """Measure, and print what scoring takes beside parsing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help="gold sets, by name or folder (default: the shipped)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often to measure (default: 5)")
    options = parser.parse_args()
    for library in ("OMP", "OPENBLAS", "MKL", "BLIS"):  # read when the parser is loaded
        os.environ[f"{library}_NUM_THREADS"] = "1"
    gc.set_threshold(200_000, 50, 50)  # as the command does
    scorer = get("rules")
    totals, count = [0.0, 0.0, 0.0], 0
    for article in (article for gold in load_all(options.sets) for article in gold.articles if article.labels):
        summaries = summaries_of(article)
        texts = [summary.text for summary in summaries]
        list(scorer.score(article, []))
        measured = least_seconds(
            [
                lambda texts=texts: [parse_all([text]) for text in texts],  # type: ignore[misc]
                lambda texts=texts: parse_all(texts),  # type: ignore[misc]
                lambda article=article, summaries=summaries: list(scorer.score(article, summaries)),  # type: ignore[misc]
            ],
            options.rounds,
        )
        totals = [total + seconds for total, seconds in zip(totals, measured, strict=True)]
        count += len(texts)
    alone, together, scored = (1000 * total / count for total in totals)
    figures = [
        ("summaries", f"{count}"),
        ("parsed one by one", f"{alone:.1f} ms each"),
        ("parsed article by article", f"{together:.1f} ms each"),
        ("scored, parse included", f"{scored:.1f} ms each"),
        ("scored, by parsed one by one", f"{scored / alone:.2f}"),
        ("scored, by parsed article by article", f"{scored / together:.2f}"),
    ]
    sys.stdout.writelines(f"{what:<38}{figure:>18}\n" for what, figure in figures)


if __name__ == "__main__":
    main()
