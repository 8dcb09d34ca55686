"""How fast the rules scorer is, and how much memory it takes: `python benchmarks/scorer_speed.py [--summaries N]`.

Summaries of about 100 words are made of the sentences of the shipped labelled summaries: drawn anew for each, with
other figures and with names that occur nowhere else, so that nothing can be kept from one to the next. They are the
same each time. One process scores them one after the other, on one core.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice

from bench.goldset import GoldArticle, load_all
from bench.records import Summary
from bench.scorers import get

WORDS = 100
SEED = 20251124
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*[\"”']?")
SYLLABLES = ("bar", "den", "vel", "kor", "lin", "mas", "ter", "os", "quil", "har")


def pool(article: GoldArticle) -> list[str]:
    """The sentences of an article's labelled summaries."""
    sentences = (match.group().strip() for label in article.labels for match in SENTENCE.finditer(label.text))
    return [sentence for sentence in sentences if len(sentence.split()) > 3]


def made(sentences: list[str], dice: random.Random) -> str:
    """A summary of these sentences, each with a figure or a name of its own."""
    chosen: list[str] = []
    while sum(len(sentence.split()) for sentence in chosen) < WORDS:
        sentence = dice.choice(sentences)
        if dice.random() < 0.3:
            sentence = re.sub(r"\d", lambda _: str(dice.randint(1, 9)), sentence)
        if dice.random() < 0.3:
            name = "".join(dice.choices(SYLLABLES, k=3)).capitalize()
            sentence = re.sub(r"\b[A-Z][a-z]{4,}\b", name, sentence, count=1)
        chosen.append(sentence)
    return " ".join(chosen)


def summaries(articles: list[GoldArticle], count: int) -> Iterator[tuple[GoldArticle, Summary]]:
    """Yield the requested number of summaries, going through the articles in turn."""
    dice = random.Random(SEED)  # noqa: S311 - no secret
    pools = [pool(article) for article in articles]
    for number, (article, sentences) in enumerate(islice(cycle(zip(articles, pools, strict=True)), count)):
        where = {"gold": article.article.gold, "article": article.article.id}
        yield article, Summary(id=f"s{number}", model="made", text=made(sentences, dice), **where)


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Score, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--summaries", type=int, default=10_000, metavar="N", help="how many to score (default: 10000)")
    count = parser.parse_args().summaries
    if count < 1:
        parser.error("--summaries has to be at least 1")

    for library in ("OMP", "OPENBLAS", "MKL", "BLIS"):  # read when the parser is loaded
        os.environ[f"{library}_NUM_THREADS"] = "1"
    start = time.perf_counter()
    articles = [article for gold in load_all([]) for article in gold.articles if article.labels]
    scorer = get("rules")
    for article in articles:
        list(scorer.score(article, []))
    loading, loaded = time.perf_counter() - start, megabytes()
    wall, used = [], []
    for article, summary in summaries(articles, count):
        at, spent = time.perf_counter(), time.process_time()
        list(scorer.score(article, [summary]))
        wall.append(time.perf_counter() - at)
        used.append(time.process_time() - spent)
    tenth = max(count // 10, 1)
    # Does it become slower with time? Caches that grow would show here.
    first_median, last_median = (statistics.median(part) for part in (used[:tenth], used[-tenth:]))
    figures = [
        ("loading, articles read", f"{loading:.1f} s, {loaded:.0f} MB"),
        ("summaries", f"{count}"),
        ("median", f"{1000 * statistics.median(wall):.1f} ms"),
        ("95th percentile", f"{1000 * sorted(wall)[min(int(0.95 * count), count - 1)]:.1f} ms"),
        ("throughput", f"{count / sum(wall):.1f} a second"),
        ("throughput by processor time", f"{count / sum(used):.1f} a second"),
        ("last tenth, by the first's median", f"{last_median / first_median:.2f}"),
        ("peak memory", f"{megabytes():.0f} MB"),
    ]
    sys.stdout.writelines(f"{what:<34}{figure:>18}\n" for what, figure in figures)


if __name__ == "__main__":
    main()
