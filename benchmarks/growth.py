"""How time and memory grow with hostile texts: `python benchmarks/growth.py [--stage STAGE] [--characters N]`.

Each text is one part over and over, at N, 2N and 4N characters. Each is worked on in a process of its own, which may
take no more memory than `LIMIT`. What grows as the text does takes four times as long at the end as at the beginning;
the last column gives the exponent of the growth of time: 1 is linear, 2 is the square.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.drafting import draft
from bench.facts import FACT
from bench.goldset import GoldArticle, lint, load, locate
from bench.goldset.intake.markup import from_html, from_markdown
from bench.reading import read
from bench.records import Article, Summary
from bench.scorers.rules import RulesScorer

LIMIT = 6 * 1024**3
"""Bytes of memory of one process; beyond them it ends with an error."""
SECONDS = 120
PARTS = {
    **{f"sign {sign}": sign for sign in ".,;:!?-—–…'\"“”‘’«»()[]{}<>/\\|*_#~^$€%&+=@`"},
    **{f"spaced {sign}": f"a{sign} " for sign in ".,;:!?-/'\""},
    "one long token": "a", "no full stop": "the ferry left the port ", "digits": "7", "numbers": "20 ",
    "lines": "\n", "lines of words": "a ferry\n", "items": "- 20 cars\n", "headings": "# a\n",
    "quotations": "“he said ‘it is ", "quoted": '"It left," he said. ', "addresses": "http://a.b/c?d=e ", "emoji": "😀",
    "combining": "e\u0301\u0302\u0303", "said that": "he said that ", "said said": "said ", "ranges": "5-10 ",
    "between": "between 5 and 10 or ", "and": "one hundred and ", "may": "may ", "according": "according to the mayor ",
    "names": "Ann Lee ", "sentences": "The ferry left. ", "cars": "The ferry left 20 cars. ",
    "tags": "<td>", "links": "[a](",
    "cells": "| a ", "tabs": "\t", "nul": "\0", "dates": "on 3 May 2025 ", "money": "$5 million ",
    "who": "the man who saw ",
    "dog": "dog; ", "dogs": "dog. ", "of": "of the ", "not": "not ", "could": "he could say it may ", "nested": "((a ",
    "distinct": "",
}  # fmt: skip
"""What the texts are made of, by what a row is called."""


def text_of(part: str, characters: int) -> str:
    """A text of so many characters; of words that are all different if there is no part."""
    if not part:
        return " ".join(f"ferry{number} left{number}." for number in range(characters // 14))[:characters]
    return (part * (characters // len(part) + 1))[:characters]


def article_of(text: str) -> GoldArticle:
    """An article of this text, with a fact whose quote is its beginning."""
    article = Article(gold="g", id="a", title="t", text=text, date="2025-11-24")
    quote = text[:40]
    fields = {"id": "f1", "kind": "hedge", "quote": quote, "claim": "the ferry left the port", "cue": quote[:3]}
    fact = FACT.validate_python({**fields, "strength": "possible"})
    return GoldArticle(article=article, facts=(locate(fact, text),))


def score(gold: GoldArticle, text: str) -> None:
    """Score one summary."""
    summary = Summary(id="s", gold=gold.article.gold, article=gold.article.id, model="m", text=text)
    list(RulesScorer().score(gold, [summary]))


def lint_article(text: str) -> None:
    """Lint a folder with this article, a fact that stands nowhere in it, and one that does."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "set.toml").write_text('name = "g"\nversion = "1"\n[articles.a]\ntitle = "t"\n', encoding="utf-8")
        (folder / "a.txt").write_text(text, encoding="utf-8")
        facts = [*(located.fact for located in article_of(text).facts)]
        facts.append(facts[0].model_copy(update={"id": "f2", "quote": "nowhere in the article may it be found"}))
        (folder / "a.facts.jsonl").write_text(
            "".join(f"{fact.model_dump_json()}\n" for fact in facts), encoding="utf-8"
        )
        lint(folder)


STAGES: dict[str, Callable[[str], object]] = {
    "read": read,
    "summary": lambda text: score(load("venezuela").articles[0], text),
    "article": lambda text: score(article_of(text), text[: len(text) // 4]),
    "draft": lambda text: draft(Article(gold="g", id="a", title="t", text=text, date="2025-11-24")),
    "lint": lint_article,
    "markdown": lambda text: from_markdown(text, "a"),
    "html": lambda text: from_html(f"<html><body><p>{text}</p></body></html>".encode(), "a"),
}
"""What is done with a text."""


def measured(work: Callable[[str], object], text: str) -> tuple[float, float]:
    """Seconds and megabytes that some work on a text takes in a process of its own; infinite if it fails."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
        work(text)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        os.write(writer, f"{time.process_time() - start} {grown}".encode())
        os._exit(0)
    os.close(writer)
    answer = b"".join(iter(lambda: os.read(reader, 1000), b"")).split()
    os.close(reader)
    os.waitpid(child, 0)
    return (float(answer[0]), float(answer[1])) if answer else (math.inf, math.inf)


def main(arguments: list[str]) -> int:
    """Print a line for each stage and text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stage", choices=STAGES, action="append", help="all if left out")
    parser.add_argument("--characters", type=int, default=10_000, help="of the shortest text")
    options = parser.parse_args(arguments)
    read("The parser is loaded before the first process begins.")
    sys.stdout.write(f"{'stage':9} {'text':16} {'seconds at N, 2N, 4N':>26} {'MB':>20}  exponent\n")
    for stage in options.stage or STAGES:
        for name, part in PARTS.items():
            sizes = [options.characters * factor for factor in (1, 2, 4)]
            figures = [measured(STAGES[stage], text_of(part, size)) for size in sizes]
            seconds, megabytes = zip(*figures, strict=True)
            exponent = math.log2(seconds[2] / seconds[1]) if seconds[1] > 0 and math.isfinite(seconds[2]) else math.nan
            shown = (
                " ".join(f"{value:8.2f}" for value in seconds) + " " + " ".join(f"{value:6.0f}" for value in megabytes)
            )
            sys.stdout.write(f"{stage:9} {name:16} {shown}  {exponent:5.1f}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
