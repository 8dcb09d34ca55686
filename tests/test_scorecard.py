"""The scorecard's data and its HTML, without a browser."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.goldset import GoldArticle, load
from bench.models import CODES, ERROR_CODES, FLAG_CODES, Estimate, Flag, Outcome, SetRef, Span, Summary
from bench.rundir import RunDir
from bench.statistics import score_of
from reports import wording
from reports.articles import ARTICLE_LIMIT, FINDINGS_LIMIT, SUMMARY_LIMIT
from reports.data import SUMMARIES_LIMIT, ScorecardData, Trust, gather
from reports.findings import findings
from reports.scorecard import letter, render
from reports.segments import cut, merged, paragraphs
from reports.shown import clipped, revealed

DATA = Path(__file__).parent / "data" / "scorecard"
RUN = RunDir(DATA / "run")
ARTICLES = load(str(DATA / "harbour")).articles
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}"
    "\x00\x1b[2J\u202egnp.exe\u2066&amp;\ud800"
)
TRUST = Trust(
    scorer="rules@1",
    on="18 labelled summaries",
    precision=Estimate(value=0.84, low=0.76, high=0.9, count=42, of=50),
    recall=Estimate(value=0.71, low=0.6, high=0.8, count=42, of=59),
    f1=Estimate(value=0.77, low=0.7, high=0.82),
    clean_flagged=Estimate(value=3 / 11, count=3, of=11),
    weak=("It misses sums.",),
)


def card(trust: Trust | None = TRUST) -> ScorecardData:
    return gather(RUN.manifest(), ARTICLES, RUN.summaries(), RUN.outcomes(), RUN.flags(), RUN.score(), trust)


def card_of(
    summaries: list[Summary],
    outcomes: Sequence[Outcome] = (),
    flags: Sequence[Flag] = (),
    articles: tuple[GoldArticle, ...] = ARTICLES,
    expected: int | None = None,
) -> ScorecardData:
    score = score_of(outcomes, flags, summaries, expected=expected or len(summaries), signature="sig")
    return gather(RUN.manifest(), articles, summaries, outcomes, flags, score)


def summary(text: str, **more: object) -> Summary:
    return Summary(
        **{"id": "s", "gold": "harbour", "article": "warehouse-fire", "model": "m", "text": text, **more}
    )


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


# Data


def test_errors_on_the_same_words_are_one_finding_with_both_facts() -> None:
    first = card().articles[0].summaries[0]
    assert [finding.facts for finding in first.findings] == [(1, 2), (3,), (5,), (11,), ()]
    assert [charge.code for charge in first.findings[0].charges] == ["dropped_hedge", "dropped_attribution"]
    assert [finding.weight for finding in first.findings] == ["major", "minor", "minor", "major", "flag"]


def test_every_fact_of_a_scored_summary_is_found_again() -> None:
    for article in card().articles:
        for view in article.summaries:
            told = Counter(view.kept) + Counter(view.omitted) + Counter(view.unscored)
            told += Counter(fact for finding in view.findings for fact in finding.facts)
            assert told == (Counter(fact.number for fact in article.facts) if view.is_scored else Counter())


def test_facts_know_the_findings_about_them() -> None:
    for article in card().articles:
        for fact in article.facts:
            for place, number in fact.distorted:
                assert fact.number in article.summaries[place - 1].findings[number].facts
            assert len(fact.kept) == sum(fact.number in view.kept for view in article.summaries)


def test_the_fixture_holds_every_code_and_status() -> None:
    charged = {c.code for a in card().articles for s in a.summaries for f in s.findings for c in f.charges}
    assert charged == {*ERROR_CODES, *FLAG_CODES}
    assert set(RUN.score().collected.statuses) == {"ok", "empty", "refused", "truncated", "failed"}


def test_findings_join_where_they_concern_one_statement() -> None:
    def outcomes(*spans: Span) -> list[Outcome]:
        return [outcome("dropped_hedge", span, fact=f"f{n}") for n, span in enumerate(spans)]

    numbers = {f"f{n}": n + 1 for n in range(4)}
    assert [f.facts for f in findings(outcomes((0, 5), (5, 9)), [], numbers)] == [(1,), (2,)]
    scattered = [outcome("misattribution", (0, 5), (60, 90)), outcome("dropped_hedge", (20, 30), fact="f1")]
    assert [f.facts for f in findings(scattered, [], {"f01": 1, **numbers})] == [(1, 2)]
    assert [f.facts for f in findings(outcomes((0, 4), (6, 9), (3, 7)), [], numbers)] == [(1, 2, 3)]
    lost = findings(
        [outcome("dropped_hedge"), outcome("wrong_number", fact="f1", kind="number")], [], numbers
    )
    assert [f.spans for f in lost] == [(), ()]
    assert findings([outcome("preserved", (0, 5)), outcome("omitted")], [], numbers) == ()


def test_what_is_not_scored_is_shown_without_verdicts() -> None:
    refused = summary("I cannot help with that.", status="refused", error="declined")
    view = card_of([refused], [outcome("dropped_hedge", (0, 8))]).articles[0].summaries[0]
    assert view.findings == ()
    assert view.kept == ()
    html = render(card_of([refused]))
    assert "I cannot help with that." in html
    assert "No summary could be scored" in html


def test_summaries_of_unknown_articles_and_facts_do_no_harm() -> None:
    stray = summary("Gone.", id="t", article="gone")
    data = card_of([summary("Set on fire."), stray], [outcome("dropped_hedge", (0, 3), fact="f99")])
    assert [view.id for view in data.articles] == ["warehouse-fire"]
    assert data.summaries_not_shown == 1
    assert data.articles[0].summaries[0].findings[0].facts == ()
    assert "More summaries count in the figures above than are shown here: 1." in render(data)


def test_long_things_are_cut_and_say_so() -> None:
    text = "word " * SUMMARY_LIMIT
    flags = [
        Flag(
            gold="harbour",
            article="warehouse-fire",
            summary="s",
            code="unsupported_number",
            span=(n * 5, n * 5 + 4),
            text="word",
            reason="No.",
        )
        for n in range(FINDINGS_LIMIT + 7)
    ]
    long = ARTICLES[0].model_copy(
        update={
            "article": ARTICLES[0].article.model_copy(update={"text": ARTICLES[0].article.text + "x" * 10**6})
        }
    )
    data = card_of([summary(text)], flags=flags, articles=(long,))
    view = data.articles[0].summaries[0]
    assert view.not_shown == len(text) - SUMMARY_LIMIT
    assert len(view.findings) == FINDINGS_LIMIT
    assert view.findings_not_shown == 7
    assert data.articles[0].not_shown == len(long.article.text) - ARTICLE_LIMIT
    html = render(data)
    assert "48,000 more characters are not shown" in html
    assert "7 more notes are not shown" in html
    assert len(html) < 400_000


def test_the_reading_view_has_an_end() -> None:
    many = [summary("Fire.", id=str(n), sample=n) for n in range(SUMMARIES_LIMIT + 3)]
    data = card_of(many)
    assert len(data.articles[0].summaries) == SUMMARIES_LIMIT
    assert data.summaries_not_shown == 3
    assert data.score.collected.scored == SUMMARIES_LIMIT + 3


# Segments

TEXTS = st.text(st.sampled_from("ab é😀\n\u0301 "), max_size=60)
MARKS = st.dictionaries(
    st.integers(0, 5),
    st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=3),
    max_size=5,
)


@given(TEXTS, MARKS)
def test_segments_are_the_text_under_its_marks(text: str, marks: dict[int, list[Span]]) -> None:
    covered = [
        {key for key, spans in marks.items() if any(start <= place < end for start, end in spans)}
        for place in range(len(text))
    ]
    cut_up = cut(text, marks)
    for (start, end), pieces in zip(paragraphs(text), cut_up, strict=True):
        assert "".join(piece.text for piece in pieces) == text[start:end]
        place = start
        for piece in pieces:
            assert piece.text
            assert set(piece.ending) <= set(piece.under)
            for offset, character in enumerate(piece.text, start=place):
                assert set(piece.under) <= covered[offset]
                if not character.isspace():
                    assert set(piece.under) == covered[offset]
            place += len(piece.text)


@given(TEXTS, MARKS)
def test_every_mark_on_visible_text_ends_somewhere(text: str, marks: dict[int, list[Span]]) -> None:
    pieces = [piece for line in cut(text, marks) for piece in line]
    for key, spans in marks.items():
        seen = any(text[max(start, 0) : max(end, 0)].strip() for start, end in spans if start < end)
        assert seen == any(key in piece.ending for piece in pieces)


@given(TEXTS)
def test_paragraphs_leave_out_nothing_but_space(text: str) -> None:
    kept = "".join(text[start:end] for start, end in paragraphs(text))
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert not re.search(r"\n\s*\n", "|".join(text[start:end] for start, end in paragraphs(text)))


def test_offsets_are_code_points() -> None:
    ((before, marked, after),) = cut("😀é 14 people", {"n": [(3, 5)]})
    assert (before.text, marked.text, after.text) == ("😀é ", "14", " people")


def test_merged_spans_are_disjoint() -> None:
    assert merged([(5, 9), (0, 3), (2, 6), (12, 12), (20, 15)]) == ((0, 9),)


# Untrusted text


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    shown = revealed(text)
    shown.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


def test_ordinary_text_is_left_alone() -> None:
    for text in ("Tomás Brandt “said”\n\tso — 5 €", "👩‍👩‍👧 مرحبا\u200f עברית"):
        assert revealed(text) == text
    assert revealed("a\r\nb\rc") == "a\nb\nc"
    assert revealed("a\x00\x7f\u202e") == "a‹U+0000›‹U+007F›‹U+202E›"
    assert clipped("abcdef", 4) == "abcd … [2 more characters]"


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
    trust = TRUST.model_copy(update={"scorer": HOSTILE, "on": HOSTILE, "weak": (HOSTILE,)})
    return gather(manifest, [gold], summaries, outcomes, [], score, trust)


def test_hostile_text_is_text() -> None:
    html = render(hostile_card())
    html.encode("utf-8")
    page = Page(html)
    tags = Counter(tag for tag, _ in page.elements)
    assert tags["script"] == 1
    assert tags["img"] == 0
    assert page.unclosed == []
    assert page.open == []
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]
    assert "</script><script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}{% raw %}" in page.text
    assert "49" not in page.text[: page.text.index("{{")]
    assert "‹U+0000›‹U+001B›[2J‹U+202E›gnp.exe‹U+2066›&amp;‹U+D800›" in page.text
    assert "characters are not shown" in page.text
    assert len(html) < 300_000


# The page


@pytest.fixture(scope="module")
def html() -> str:
    return render(card())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_the_page_is_well_formed_and_loads_nothing(page: Page) -> None:
    assert page.unclosed == []
    assert page.open == []
    ids = Counter(attrs["id"] for _, attrs in page.elements if "id" in attrs)
    assert ids.most_common(1)[0][1] == 1
    for tag, attrs in page.elements:
        assert not {"src", "style"} & attrs.keys(), tag
        assert not [name for name in attrs if name.startswith("on")]
        if "href" in attrs:
            target = attrs["href"] or ""
            assert target == "data:," or (target.startswith("#") and target[1:] in ids), target


def test_only_the_inlined_script_and_style_may_run(html: str, page: Page) -> None:
    policy = next(a["content"] for _, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        (inlined,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_landmarks_and_headings(page: Page) -> None:
    tags = [tag for tag, _ in page.elements]
    assert tags.count("main") == tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_summaries_stand_there_word_for_word(html: str) -> None:
    for one in RUN.summaries():
        words = re.sub(r"\s+", "", one.text)
        shown = re.sub(r'<a class="[nr].*?</a>', "", html)
        shown = re.sub(r"\s+", "", Page(shown).text)
        assert words in shown


def test_all_terms_are_explained_and_all_figures_said(page: Page) -> None:
    text = " ".join(page.text.split())
    for said in (
        "22 of the 59 claims it repeated were distorted",
        "Only 3 articles stand behind this.",
        "Of the 59 claims repeated, 37 (63%) kept their source, certainty and number; 95% interval",
        "Incomplete. 1 of the 12 summaries asked for could not be had.",
        "On 1 gold fact in them the scorer gave no verdict",
        "of the errors that it charges are labelled as errors",
        RUN.score().signature,
    ):
        assert said in text
    for kind, codes in CODES.items():
        for code in codes:
            assert f"verdict={code}" in {attrs.get("data-set") for _, attrs in page.elements}, kind


def test_trust_is_shown_with_its_intervals_or_said_to_be_unknown(html: str) -> None:
    page = " ".join(Page(html).text.split())
    assert "84% of the errors that it charged were right, and it found 71% of all" in page
    assert "Precision84% 76–90% of the errors that it charges are labelled as errors" in page
    assert "27% no interval of the summaries without any error are charged with one (3 of 11)" in page
    assert "It misses sums." in page
    without = " ".join(Page(render(card(trust=None))).text.split())
    assert "which errs as well: how often, has not been measured" in without
    assert "has not been measured in this version: bench validate measures it" in without
    assert "Known weaknesses" not in without


def test_several_models_and_one_article() -> None:
    summaries = [summary("Fire.", id="a", model="one"), summary("Fire.", id="b", model="two")]
    html = render(card_of(summaries))
    assert "Model by model" in html
    assert 'name="model"' in html
    assert 'name="article"' not in html
    assert 'name="sample"' not in html


def test_the_same_run_gives_the_same_page(html: str) -> None:
    assert render(card()) == html


def test_sizes(html: str) -> None:
    assert len(html.encode()) < 150_000
    base, judged = ARTICLES[0], [o for o in RUN.outcomes() if o.summary == "warehouse-fire-0"]
    text = next(s.text for s in RUN.summaries() if s.id == "warehouse-fire-0")
    articles, summaries, outcomes = [], [], []
    for number in range(100):
        id_ = f"article-{number}"
        articles.append(base.model_copy(update={"article": base.article.model_copy(update={"id": id_})}))
        for sample in range(10):
            key = f"{id_}-{sample}"
            summaries.append(summary(text, id=key, article=id_, sample=sample))
            outcomes += [o.model_copy(update={"article": id_, "summary": key}) for o in judged]
    assert len(render(card_of(summaries, outcomes, articles=tuple(articles))).encode()) < 6_000_000


# Words


def figures_card(faithful: Estimate, articles: int) -> ScorecardData:
    data = card()
    overall = data.score.overall.model_copy(update={"faithfulness": faithful})
    score = data.score.model_copy(update={"overall": overall})
    return data.model_copy(update={"score": score, "scored_articles": articles})


@pytest.mark.parametrize(
    ("estimate", "articles", "said"),
    [
        (Estimate(value=0.8, low=0.731, high=0.909, count=80, of=100), 40, "Expect 9 to 27 of every 100"),
        (Estimate(value=0.96, low=0.93, high=1.0, count=96, of=100), 40, "Expect up to 7 of every 100"),
        (
            Estimate(value=0.8, low=0.8, high=0.8, count=80, of=100),
            40,
            "20 of the 100 claims it repeated were",
        ),
        (
            Estimate(value=0.8, low=0.7, high=0.9, count=80, of=100),
            9,
            "20 of the 100 claims it repeated were",
        ),
        (Estimate(value=0.5, count=1, of=2), 1, "1 of the 2 claims it repeated was distorted"),
        (
            Estimate(value=1.0, low=1.0, high=1.0, count=50, of=50),
            40,
            "No distortion was found in the 50 claims",
        ),
        (Estimate(value=None), 3, "None of the marked claims was repeated"),
    ],
)
def test_the_verdict_claims_no_more_than_the_interval(estimate: Estimate, articles: int, said: str) -> None:
    assert wording.verdict(figures_card(estimate, articles)).startswith(said)
    render(figures_card(estimate, articles))


def test_one_article_and_no_error_are_said_plainly() -> None:
    one = figures_card(Estimate(value=0.5, count=1, of=2), 1)
    assert "there is no interval" in " ".join(wording.standfirst(one))
    clean = figures_card(Estimate(value=1.0, low=1.0, high=1.0, count=50, of=50), 40)
    assert "an error rate of up to 6.0%" in " ".join(wording.standfirst(clean))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.9996, "99.9%"),
        (0.0001, "<0.1%"),
        (0.0432, "4.3%"),
        (0.82, "82%"),
        (None, "–"),
    ],
)
def test_percentages_never_round_to_all_or_nothing(share: float | None, said: str) -> None:
    assert wording.percent(share) == said


def test_an_interval_from_nothing_is_none() -> None:
    assert wording.interval(Estimate(value=0.0, low=0.0, high=0.0, of=90)) == ""
    page = Page(render(card_of([summary("Fire.", id=str(n)) for n in range(3)])))
    assert "0% to 0%" not in page.text


def test_small_formats() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]
    assert wording.moment("2025-11-21T15:30:00+01:00") == "21 November 2025, 14:30 UTC"
    assert wording.moment("yesterday") == "yesterday"
    assert wording.interval(Estimate(value=0.1, low=0.02, high=0.3)) == "2.0–30%"


# Colours


def contrast(some: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(some), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_text_has_the_contrast_that_wcag_aa_asks_for(html: str) -> None:
    palettes = [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block))
        for block in re.findall(r":root \{(.*?)\}", html, re.DOTALL)
    ]
    assert len(palettes) == 2
    for palette in palettes:
        for text in ("ink", "quiet", "wrong", "flag", "kept"):
            for ground in ("paper", "panel", "lit", "wrong-tint", "flag-tint"):
                assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
