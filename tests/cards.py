"""Scorecards to test with: the kept run, small ones made by hand, a hostile one; and a parser of pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from bench.goldset import GoldArticle, load
from bench.pipeline.breakdown import breakdowns
from bench.records import (
    ERROR_CODES,
    KINDS,
    ErrorRates,
    Estimate,
    Flag,
    MeasuredRate,
    MeasuredSet,
    Outcome,
    PrecisionRecall,
    SetRef,
    Span,
    Summary,
    Trust,
)
from bench.rundir import RunDir
from bench.statistics import score_of
from reports.scorecard_data import Peer, ScorecardData, gather

DATA = Path(__file__).parent / "data" / "scorecard"
RUN = RunDir(DATA / "run")
ARTICLES = load(str(DATA / "harbour")).articles
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}"
    "\x00\x1b[2J\u202egnp.exe\u2066&amp;\ud800"
)
NOTHING = Estimate(value=None)
ERRORS = PrecisionRecall(
    precision=Estimate(value=0.84, low=0.76, high=0.9, count=42, of=50),
    recall=Estimate(value=0.71, low=0.6, high=0.8, count=42, of=59),
    f1=Estimate(value=0.77, low=0.7, high=0.82),
)
RATES = ErrorRates(
    summaries=18,
    found=MeasuredRate(share=ERRORS.recall, effective=59),
    overlooked=MeasuredRate(share=Estimate(value=0.1, low=0.05, high=0.2, count=6, of=59), effective=59),
    false_alarms=MeasuredRate(share=Estimate(value=0.02, low=0.01, high=0.04, count=8, of=400), effective=300),
    false_alarms_omitted=MeasuredRate(share=Estimate(value=0.01, low=0.0, high=0.02, count=4, of=400), effective=300),
)
TRUST = Trust(
    scorer="rules@1",
    sets=(
        MeasuredSet(
            name="harbour", version="1", hash="0", labels_hash="0", summaries=18, errors=ERRORS, clean_flagged=NOTHING
        ),
    ),
    annotators=("model:annotator-a",),
    articles=3,
    summaries=18,
    errors=ERRORS,
    exact_code=NOTHING,
    mentions=ERRORS,
    by_kind={},
    by_code={},
    flags={},
    clean_flagged=Estimate(value=3 / 11, count=3, of=11),
    error_rates={"natural": dict.fromkeys(("all", *KINDS), RATES), "pooled": dict.fromkeys(("all", *KINDS), RATES)},
    weak=("It misses sums.",),
)
LEAD = Peer(name="lead-3", coverage=Estimate(value=0.14), faithfulness=Estimate(value=1.0))


def card(trust: Trust | None = TRUST) -> ScorecardData:
    parts = breakdowns(ARTICLES, RUN.summaries(), RUN.outcomes())
    return gather(
        RUN.manifest(),
        ARTICLES,
        RUN.summaries(),
        RUN.outcomes(),
        RUN.flags(),
        RUN.score(),
        trust,
        breakdowns=parts,
        peers=[LEAD],
    )


def card_of(
    summaries: list[Summary],
    outcomes: Sequence[Outcome] = (),
    flags: Sequence[Flag] = (),
    articles: tuple[GoldArticle, ...] = ARTICLES,
    expected: int | None = None,
    trust: Trust | None = None,
) -> ScorecardData:
    rates = trust.error_rates if trust else None
    score = score_of(outcomes, flags, summaries, expected=expected or len(summaries), signature="sig", rates=rates)
    return gather(RUN.manifest(), articles, summaries, outcomes, flags, score, trust)


def card_with_errors() -> ScorecardData:
    """Forty summaries with two hedged facts each, which the first ten tell as fact."""
    summaries = [summary("Fire, he said.", id=str(n), sample=n) for n in range(40)]
    verdicts = [
        outcome("dropped_hedge" if n < 10 else "preserved", (0, 4), summary=str(n), fact=fact)
        for n in range(40)
        for fact in ("f01", "f02")
    ]
    return card_of(summaries, verdicts, trust=TRUST)


def summary(text: str, **more: object) -> Summary:
    return Summary(**{"id": "s", "gold": "harbour", "article": "warehouse-fire", "model": "m", "text": text, **more})


def outcome(verdict: str, *spans: Span, fact: str = "f01", kind: str = "hedge", **more: object) -> Outcome:
    severity = "major" if verdict in ERROR_CODES else None
    values = {"kind": kind, "fact": fact, "verdict": verdict, "spans": spans, "severity": severity}
    values |= {"gold": "harbour", "article": "warehouse-fire", "summary": "s", "scorer": "x@1"}
    return Outcome(**{"reason": "A reason.", **values, **more})


class Page(HTMLParser):
    """What a scorecard holds: its elements, and the text of those that are asked for."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "path", "circle", "rect"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))

    @property
    def text(self) -> str:
        return "".join(data for path, data in self.texts if not {"script", "style"} & set(path))


def check_page(page: Page) -> None:
    """Whether a page is well formed, loads nothing, and has its landmarks and headings in order."""
    assert page.unclosed == []
    assert page.open == []
    ids = Counter(attrs["id"] for _, attrs in page.elements if "id" in attrs)
    assert ids["main"] == ids.most_common(1)[0][1] == 1
    for tag, attrs in page.elements:
        assert not {"src", "style"} & attrs.keys(), tag
        assert not [name for name in attrs if name.startswith("on")]
        if "href" in attrs:
            target = attrs["href"] or ""
            assert target == "data:," or (target.startswith("#") and target[1:] in ids), target
    tags = [tag for tag, _ in page.elements]
    assert tags.count("main") == tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def hostile_card() -> ScorecardData:
    manifest = RUN.manifest().model_copy(
        update={
            "model": HOSTILE,
            "scorer": HOSTILE,
            "created": HOSTILE,
            "gold": (SetRef(name=HOSTILE, version=HOSTILE, hash=HOSTILE),),
            "parameters": {HOSTILE: HOSTILE},
            "signature": HOSTILE,
        }
    )
    gold = ARTICLES[0]
    facts = tuple(
        located.model_copy(update={"fact": located.fact.model_copy(update={"claim": HOSTILE})})
        for located in gold.facts
    )
    article = gold.article.model_copy(
        update={"title": HOSTILE, "publisher": HOSTILE, "date": HOSTILE, "text": gold.article.text + HOSTILE}
    )
    gold = gold.model_copy(update={"article": article, "facts": facts})
    summaries = [
        summary(HOSTILE + "x" * 10**6, model=HOSTILE),
        summary(HOSTILE, id="t", model="other", status="failed", error=HOSTILE),
    ]
    outcomes = [outcome("dropped_hedge", (0, 40), (30, 10**9), reason=HOSTILE * 50)]
    outcomes.append(outcome("wrong_number", (-5, 60), fact="f03", kind="number", reason=HOSTILE))
    score = score_of(outcomes, [], summaries, expected=2, signature=HOSTILE)
    trust = TRUST.model_copy(update={"scorer": HOSTILE, "annotators": (HOSTILE,), "weak": (HOSTILE,)})
    parts = breakdowns([gold], summaries, outcomes)
    peers = [LEAD.model_copy(update={"name": HOSTILE * 1000})]
    return gather(manifest, [gold], summaries, outcomes, [], score, trust, breakdowns=parts, peers=peers)
