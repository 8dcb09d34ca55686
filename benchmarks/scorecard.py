"""How large a scorecard of many summaries is, and how quick in a browser: `python benchmarks/scorecard.py`.

It makes a run of `--summaries` different summaries over the shipped articles, or over as many copies of them as
`--articles` says, with verdicts as the labelled summaries have them, renders it, opens it in Chromium from a file, and
measures there. "Blocked" is the longest time in which the page could not answer: a task of the main thread, with the
layout and painting that follow it.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.goldset import GoldArticle, load_all
from bench.pipeline.beginning import describe
from bench.pipeline.scorecards import card_of
from bench.records import CODES, ERROR_CODES, Endpoint, Flag, LabelledSummary, Outcome, Span, Summary, Usage
from bench.scorers import get
from bench.statistics import score_of
from reports.scorecard_page import render

SEED = 20251124
SENTENCE = re.compile(r"\S[^.!?\n]+[.!?]*[\"”’']?")
ROUNDS = 3
"""The least of them is told: what else the machine does weighs less in it."""
MINOR = 0.2
"""The share of the errors that are made minor ones."""
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
BLOCKED = """async ([act, rest]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await frame();
  let longest = 0, last = performance.now(), going = true;
  const watch = () => { const now = performance.now(); longest = Math.max(longest, now - last); last = now;
                        if (going) setTimeout(watch); };
  watch();
  for (const step of act) { (0, eval)(step); for (let n = 0; n < rest; n += 1) await frame(); }
  going = false;
  return longest;
}"""
"""Runs each step, then lets some frames be painted; gives the longest time between two turns of the event loop."""
SETTLED = "new Promise((done) => requestIdleCallback(() => setTimeout(done, 1000)))"
"""Nobody filters in the first second: by then the page has gathered what its filters look at."""
STEPS = {
    "filtering by code": [
        f"f = document.forms.filters; f.verdict.value = '{code}'; f.dispatchEvent(new Event('change'))"
        for code in ("dropped_hedge", "wrong_number", "kept", "")
    ],
    "searching": [
        f"f = document.forms.filters.find; f.value = '{word}'; f.dispatchEvent(new Event('input', {{bubbles: true}}))"
        for word in ("p", "po", "police", "")
    ],
    "next note": ["document.getElementById('next').click()"] * 20,
    "scrolling by screens": ["scrollBy(0, innerHeight)"] * 40,
    "jumping": [f"scrollTo(0, document.body.scrollHeight * {n} / 20)" for n in range(20)],
}


def articles(count: int) -> list[GoldArticle]:
    """The requested number of articles: the shipped ones, then copies of them under other ids."""
    shipped = [article for gold in load_all([]) for article in gold.articles if article.labels]
    made = []
    for number, gold in enumerate(islice(cycle(shipped), count)):
        turn = number // len(shipped)
        id_ = f"{gold.article.id}-{turn}" if turn else gold.article.id
        made.append(gold.model_copy(update={"article": gold.article.model_copy(update={"id": id_})}))
    return made


def summary(number: int, gold: GoldArticle, label: LabelledSummary, dice: random.Random) -> Summary:
    """A labelled summary with its sentences in another order."""
    sentences = [match.group().strip() for match in SENTENCE.finditer(label.text)]
    dice.shuffle(sentences)
    text = " ".join(sentences) + f" Report {number}."
    where = {"gold": gold.article.gold, "article": gold.article.id, "model": "made"}
    usage = Usage(prompt_tokens=900, completion_tokens=150)
    return Summary(id=f"s{number}", sample=number % 30, text=text, raw=text, usage=usage, latency=1.5, **where)


def outcomes(gold: GoldArticle, label: LabelledSummary, made: Summary, dice: random.Random) -> Iterator[Outcome]:
    """The label's verdicts, at places drawn from the summary."""
    sentence_spans = [match.span() for match in SENTENCE.finditer(made.text)]
    for located in gold.facts:
        fact = located.fact
        verdict = label.labels.get(fact.id, "omitted")
        if verdict in ERROR_CODES:
            verdict = dice.choice(CODES[fact.kind])
        severity = ("minor" if dice.random() < MINOR else "major") if verdict in ERROR_CODES else None
        spans: tuple[Span, ...] = () if verdict == "omitted" else (dice.choice(sentence_spans),)
        yield Outcome(
            gold=made.gold, article=made.article, summary=made.id, fact=fact.id, kind=fact.kind, verdict=verdict,
            severity=severity, spans=spans, scorer="rules@1",
            reason="The article gives this as somebody’s claim; here it stands as if it were known to be so.",
        )  # fmt: skip


def page(count: int, of: int) -> str:
    """The scorecard of a run with the given numbers of summaries and articles."""
    dice = random.Random(SEED)  # noqa: S311 - no secret
    golds = articles(of)
    summaries: list[Summary] = []
    verdicts: list[Outcome] = []
    flags: list[Flag] = []
    for number, gold in enumerate(islice(cycle(golds), count)):
        label = dice.choice(gold.labels)
        made = summary(number, gold, label, dice)
        summaries.append(made)
        verdicts += outcomes(gold, label, made, dice)
        for flag in label.flags:
            at = made.text.find(flag.text)
            if at >= 0:
                where = {"gold": made.gold, "article": made.article, "summary": made.id, "text": flag.text}
                flags.append(Flag(code=flag.code, span=(at, at + len(flag.text)), reason="Not there.", **where))
    sets = load_all([])
    manifest = describe(
        model="made", endpoint=Endpoint(provider="file"), sets=sets, scorer=get("rules"), parameters={}, samples=30
    )
    score = score_of(verdicts, flags, summaries, expected=count, signature=manifest.signature)
    return render(card_of(manifest, golds, summaries, verdicts, flags, score))


def measured(opened: Page) -> Iterator[tuple[str, str]]:
    """What is found in the browser."""
    timing = opened.evaluate(
        "(() => { const t = performance.getEntriesByType('navigation')[0];"
        "const paint = performance.getEntriesByName('first-contentful-paint')[0];"
        "return [paint.startTime, t.loadEventEnd] })()"
    )
    yield "first painted", f"{timing[0] / 1000:.2f} s"
    yield "opened, scripts run", f"{timing[1] / 1000:.2f} s"
    for name, steps in STEPS.items():
        rounds = [opened.evaluate(BLOCKED, [steps, 4]) for _ in range(ROUNDS)]
        yield f"blocked by {name}", f"{min(rounds):.0f} ms"


def main() -> None:
    """Render, open, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--summaries", type=int, default=1000, metavar="N", help="default: 1000")
    parser.add_argument("--articles", type=int, default=34, metavar="N", help="default: 34, the shipped ones")
    options = parser.parse_args()
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        parser.error("no chromium on this machine: apt-get install chromium")
    start = time.perf_counter()
    html = page(options.summaries, options.articles).encode()
    figures = [("rendered", f"{time.perf_counter() - start:.1f} s"), ("size", f"{len(html) / 1e6:.2f} MB")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "scorecard.html"
        file.write_bytes(html)
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        opened = browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        opened.goto(file.as_uri())
        opened.evaluate(SETTLED)
        figures += measured(opened)
        browser.close()
    sys.stdout.writelines(f"{what:<34}{figure:>14}\n" for what, figure in figures)


if __name__ == "__main__":
    main()
