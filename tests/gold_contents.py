"""Gold sets of any content, for properties: emoji, combining marks, quotes, line ends, formulas, empty lists."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from bench.facts import AttributionFact, Fact, HedgeFact, NumberFact, Source
from bench.facts.values import is_amount
from bench.goldset.content import ArticleContent, SetContent
from bench.goldset.loading import ArticleCard, SetCard
from bench.goldset.locate import occurrences
from bench.records import CODES, FLAG_CODES, ORIGINS, LabelledFlag, LabelledSummary
from bench.records.statement import Comparator, Stance, Strength

ODD = ["=1+1", "+1", "-1", "@x", "\t=", "'", "''", "＝1", '"', ",", ";", "|", " | ", "{", '{"name": 1}', "\\n", "\n"]
ODD += [
    "a\r\nb",
    "👩\u200d🚒",
    "e\u0301",
    "“so”",
    "\ufeff",
    "\x00",
    "\x7f",
    "\u2028",
    "null",
    "20",
    "1e5",
    "nan",
    '"20"',
]
CHARS = st.characters(exclude_categories=["Cs"])
ANY = st.text(CHARS, max_size=12) | st.lists(st.sampled_from(ODD), max_size=3).map("".join)
SOME = ANY.filter(bool)
IDS = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,7}", fullmatch=True).filter(lambda id_: id_.lower() == id_)
NUMBERS = st.floats(-1e30, 1e30).filter(is_amount) | st.integers(-(10**6), 10**18).map(float)
VALUES = st.sampled_from(["2025-11-24", "2005", "--11-24", "--11", "1990s", "2014/15", "09:00", "monday"])
RANGES = st.sampled_from([("2025-11-24", "2025-11-25"), ("monday", "sunday"), ("1990s", "2000s")]) | st.tuples(
    NUMBERS, NUMBERS
).map(sorted).filter(lambda ends: ends[0] < ends[1])
SOURCES = st.builds(Source, name=SOME, aliases=st.lists(ANY, max_size=2).map(tuple))
VERDICTS = ["omitted", "preserved", *(code for codes in CODES.values() for code in codes)]


def in_file(text: str) -> str:
    """A text as a file gives it back: with LF only."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@st.composite
def facts(draw: st.DrawFn, text: str, id_: str) -> Fact:
    """A fact that stands somewhere in a text."""
    start = draw(st.integers(0, len(text) - 1))
    quote = text[start : draw(st.integers(start + 1, len(text)))]
    at = draw(st.integers(0, len(quote) - 1))
    cue = quote[at : draw(st.integers(at + 1, len(quote)))]
    shared = {
        "id": id_,
        "quote": quote,
        "claim": draw(SOME),
        "occurrence": list(occurrences(quote, text)).index(start) + 1,
        "draft": draw(st.booleans()),
        "note": draw(ANY),
    }
    match draw(st.sampled_from(["attribution", "hedge", "number"])):
        case "attribution":
            stance = draw(st.sampled_from(get_args(Stance)))
            named = tuple(draw(st.lists(SOURCES, min_size=1, max_size=2)))
            return AttributionFact(kind="attribution", cue=cue, stance=stance, sources=named, **shared)
        case "hedge":
            strength = draw(st.sampled_from(get_args(Strength)))
            return HedgeFact(
                kind="hedge", cue=cue, strength=strength, sources=tuple(draw(st.lists(SOURCES, max_size=2))), **shared
            )
    comparator = draw(st.sampled_from(get_args(Comparator)))
    value, high = draw(RANGES) if comparator == "between" else (draw(NUMBERS | VALUES), None)
    return NumberFact(
        kind="number",
        text=cue,
        value=value,
        value_high=high,
        comparator=comparator,
        unit=draw(ANY),
        **shared,
    )


@st.composite
def articles(draw: st.DrawFn, id_: str) -> ArticleContent:
    """An article with facts and labelled summaries."""
    text = in_file(draw(SOME))
    about = ArticleCard(
        title=draw(ANY),
        date=draw(st.none() | st.dates().map(lambda day: day.isoformat())),
        publisher=draw(st.none() | ANY),
    )
    ids = draw(st.lists(SOME, max_size=4, unique=True))
    held = tuple(draw(facts(text, one)) for one in ids)
    flags = st.builds(LabelledFlag, code=st.sampled_from(FLAG_CODES), text=ANY)
    labels = tuple(
        LabelledSummary(
            id=one,
            model=draw(ANY),
            text=draw(ANY),
            labels=draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(VERDICTS))) if ids else {},
            flags=tuple(draw(st.lists(flags, max_size=2))),
            origin=draw(st.sampled_from(ORIGINS)),
            note=draw(ANY),
        )
        for one in draw(st.lists(ANY, max_size=2, unique=True))
    )
    return ArticleContent(id=id_, about=about, text=text, facts=held, labels=labels)


@st.composite
def sets(draw: st.DrawFn) -> SetContent:
    """A set of up to three articles."""
    ids = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
    made = tuple(draw(articles(id_)) for id_ in ids)
    card = SetCard(
        name=draw(IDS),
        version=draw(SOME),
        description=draw(ANY),
        language=draw(st.sampled_from(["en", "en-GB", "EN-us"])),
        license=draw(ANY),
        annotators=tuple(draw(st.lists(ANY, max_size=2))),
        guide=draw(ANY),
        articles={article.id: article.about for article in made},
    )
    optional = st.none() | ANY.map(in_file)
    return SetContent(card=card, articles=made, readme=draw(optional), versions=draw(optional))
