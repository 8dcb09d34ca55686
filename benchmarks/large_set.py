"""How long a large gold set takes to load and to lint: `python benchmarks/large_set.py [ARTICLES] [FACTS]`.

Makes a set in a temporary folder, every article a different text of about 450 words (the facts of an article stand in
its first paragraphs), and prints seconds.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from bench.goldset import lint, load

NAMES = [
    "Ardmouth",
    "Belcastle",
    "Corwen",
    "Dunvale",
    "Eskerton",
    "Farholm",
    "Galdry",
    "Hexley",
    "Inverlock",
    "Jarrow End",
]
OFFICES = [
    "harbour office",
    "fire service",
    "mayor",
    "works council",
    "ferry line",
    "water board",
    "court",
    "observatory",
]
DEEDS = ["closed the old bridge", "sold the tram depot", "drained the upper lake", "lost the keys of the tower"]
FILLERS = [
    "It rained on the day of the fair.",
    "Nobody came to the second meeting.",
    "The clock in the square stood still.",
]
WORDS = 450
LABELLED = 2


def sentence(number: int, at: int, dice: random.Random) -> tuple[str, dict[str, object]]:
    """A sentence that stands once in its article, and its fact."""
    town, office, deed = dice.choice(NAMES), dice.choice(OFFICES), dice.choice(DEEDS)
    id_, subject = f"f{at:02}", f"the {office} of {town} {number}-{at}"
    about: dict[str, object]
    match at % 3:
        case 0:
            claim = f"company {at} {deed} in {town}"
            quote = f"Then {subject} claims that {claim}."
            about = {"kind": "attribution", "cue": "claims", "stance": "claim", "sources": [{"name": subject}]}
        case 1:
            claim = f"{subject} {deed}"
            quote = f"By some reports {subject} allegedly {deed}."
            about = {"kind": "hedge", "cue": "allegedly", "strength": "alleged"}
        case _:
            value = 1000 * number + at
            claim = f"{subject} counted more than {value} boats"
            quote = f"In all, {subject} counted over {value} boats."
            text = f"over {value}"
            about = {"kind": "number", "text": text, "value": value, "comparator": "more_than", "unit": "boats"}
    return quote, {"id": id_, "quote": quote, "claim": claim, **about}


def write(folder: Path, articles: int, facts: int) -> None:
    """Write a set with the given numbers of articles and facts, and two labelled summaries for each article."""
    dice = random.Random(0)  # noqa: S311 - the same set every time
    card = ['name = "large"', 'version = "1"']
    for number in range(articles):
        id_ = f"a{number:05}"
        card += [f"[articles.{id_}]", f'title = "Article {number}"', "date = 2025-11-24"]
        share = facts * (number + 1) // articles - facts * number // articles
        made = [sentence(number, at, dice) for at in range(share)]
        text = " ".join(quote for quote, _ in made)
        while len(text.split()) < WORDS:
            text += ("\n\n" if dice.random() < 0.2 else " ") + dice.choice(FILLERS)
        (folder / f"{id_}.txt").write_text(text + "\n", encoding="utf-8")
        write_lines(folder / f"{id_}.facts.jsonl", [fact for _, fact in made])
        labels = {str(fact["id"]): "preserved" for _, fact in made}
        summaries: list[dict[str, object]] = [
            {"id": f"s{at}", "model": "m", "text": text[:600], "labels": labels} for at in range(LABELLED)
        ]
        write_lines(folder / f"{id_}.labels.jsonl", summaries)
    (folder / "set.toml").write_text("\n".join(card) + "\n", encoding="utf-8")


def write_lines(path: Path, objects: list[dict[str, object]]) -> None:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in objects), encoding="utf-8")


def main(articles: int = 2000, facts: int = 30_000) -> None:
    """Make the set, load it, lint it, and say how long each took."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder, articles, facts)
        started = time.perf_counter()
        gold = load(str(folder))
        loaded = time.perf_counter()
        findings = lint(folder)
        linted = time.perf_counter()
    facts = sum(len(article.facts) for article in gold.articles)
    sys.stdout.write(
        f"{len(gold.articles)} articles, {facts} facts, {len(findings)} findings: "
        f"load {loaded - started:.1f} s, lint {linted - loaded:.1f} s\n"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
