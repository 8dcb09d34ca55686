"""From a text to its statements: what holds for any text, and what a reader of statements relies on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.bounds import bounds
from bench.reading import read, reader
from bench.records import Span, Statement

NEWS = [
    "The dam above Orla broke at dawn.",
    "Mayor Ada Brunt said that 31 houses were lost.",
    "She may resign, according to two aides.",
    "“We were late,” Brunt said.",
    "“And we knew it.”",
    "The mill allegedly burned for 3 days; nobody was hurt.",
    "Did the firm pay $4.5 million?",
    "**Brunt:** the wall was sound.",
    "- At least 20 goats drowned, which the firm denies.",
    "1. It rained on 24 November.",
    "# What is known",
]
SIGNS = st.characters()
ODD = [
    "", "x", "rain", "مرحبا 12 بالعالم", "שלום", "😀 😀", "e\u0301\u0302\u0303", "\x00", "“", "„", '"', "'", "((((",
    "\ud800", "a\udfffb", "\u202e", "\ufeff", "\x1b[31m", "\r\n", "\r", "\u2028", "…", "?", ":", "**", "- ", "9" * 60,
    "said", "said:", "according to", "he", "24 Nov", "per", "<b>", "&amp;", "{}", "%s", "\\", "\t", "一二三", "½",
]  # fmt: skip
TEXTS = st.one_of(
    st.text(SIGNS, max_size=60),
    st.text(st.characters(categories=("Cs", "Cc", "Cf", "Mn", "Zs", "Ps", "Pe")), max_size=30),
    st.lists(st.sampled_from([*ODD, *NEWS]), max_size=10).map(" ".join),
    st.lists(st.sampled_from([*ODD, *NEWS]), max_size=6).map("\n".join),
)


def spans(statement: Statement) -> list[Span]:
    """Every span that a statement names."""
    every_span = [*statement.negations]
    for credit in statement.credits:
        every_span += [credit.cue_span, *credit.scope, *([credit.source_span] if credit.source_span else [])]
    for hedge in statement.hedges:
        every_span += [hedge.cue_span, *hedge.scope]
    for quantity in statement.quantities:
        every_span += [quantity.span, *([quantity.bound_span] if quantity.bound_span else [])]
    return [*every_span, *(quotation.span for quotation in statement.quotations)]


@settings(max_examples=120)
@given(TEXTS)
def test_any_text_is_read(text: str) -> None:
    end = 0
    for statement in read(text):
        assert end <= statement.span[0] < statement.span[1] <= len(text)
        assert text[slice(*statement.span)] == statement.text
        assert all(0 <= a < b <= len(text) for a, b in spans(statement))
        end = statement.span[1]
        check_words(statement)


def check_words(statement: Statement) -> None:
    """The words of a statement stand in it in order, and each is in one clause."""
    end = statement.span[0]
    for word in statement.words:
        assert end <= word.start < word.end <= statement.span[1]
        assert len(word.text) == word.end - word.start
        assert 0 <= word.head < len(statement.words)
        end = word.end
    assert sorted(i for clause in statement.clauses for i in clause) == list(range(len(statement.words)))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(NEWS), min_size=1, max_size=4), st.lists(st.sampled_from(NEWS), max_size=3))
def test_what_follows_changes_nothing_before_it(opening: list[str], following: list[str]) -> None:
    """So that a long summary reads as its beginning does."""
    start = "\n\n".join(["It rained.", *opening])
    alone = read(start)
    assert read("\n\n".join([start, *following]))[: len(alone)] == alone


@settings(max_examples=25)
@given(st.lists(st.sampled_from([*NEWS, *ODD]), max_size=6).map("\n".join))
def test_reading_again_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize("text", ["", " \n\n\t", "---", "\x00\u200b", "\ud800"])
def test_nothing_makes_no_statements(text: str) -> None:
    assert read(text) == []


def test_a_statement_for_each_sentence_item_and_headline() -> None:
    text = "Dam breaks above Orla\r\n\r\nThe dam broke. Was it old?\r\n- The mill burned\r\n- Nobody was hurt"
    statements = read(text)
    assert [statement.text for statement in statements] == [
        "Dam breaks above Orla",
        "The dam broke.",
        "Was it old?",
        "The mill burned",
        "Nobody was hurt",
    ]
    assert [statement.is_heading for statement in statements] == [True, False, False, False, False]
    assert [statement.is_question for statement in statements] == [False, False, True, False, False]


def test_clauses_have_a_verb_each() -> None:
    (statement,) = read("When it rained, the dam broke and the mill burned.")
    clauses = [" ".join(statement.words[i].text for i in clause) for clause in statement.clauses]
    assert clauses == ["When it rained", ", the dam broke and", "the mill burned ."]


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The dam did not break.", ["The dam did not break."]),
        ("He never sold the mill.", ["He never sold the mill."]),
        ("The firm said the dam did not break.", ["the dam did not break"]),
        ("The dam, which broke in May, was not rebuilt.", ["The dam,", ", was not rebuilt."]),
        ("Nobody sold the mill.", ["Nobody sold the mill."]),
        ("The dam broke.", []),
    ],
)
def test_what_is_said_not_to_be(text: str, denied: list[str]) -> None:
    (statement,) = read(text)
    assert [text[slice(*span)] for span in statement.negations] == denied


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"It broke," she said.', ["It broke,"]),
        ("“It broke,” she said, “at dawn.”", ["It broke,", "at dawn."]),
        ("„Es brach“, she said.", ["Es brach"]),
        ("«It broke», she said.", ["It broke"]),
        ("‘It broke’, she said.", ["It broke"]),
        ("The firm’s dam and the mill’s wall broke.", []),
        ('An inch is 1".', []),
    ],
)
def test_quotations(text: str, quoted: list[str]) -> None:
    quotations = [quotation for statement in read(text) for quotation in statement.quotations]
    assert [quotation.text for quotation in quotations] == quoted
    assert [text[slice(*quotation.span)] for quotation in quotations] == quoted


def test_a_label_holds_for_its_line() -> None:
    first, second, third, other = read("Ada Brunt: the dam is safe. It was checked; it holds.\nThe mill burned.")
    assert [credit.source for statement in (first, second, third) for credit in statement.credits] == ["Ada Brunt"] * 3
    assert [credit.carried for statement in (first, second, third) for credit in statement.credits] == [
        False,
        True,
        True,
    ]
    assert not other.credits


def test_a_pronoun_has_the_names_of_whom_it_points_to() -> None:
    _, statement = read("Mayor Ada Brunt spoke. She said that it rained.")
    (credit,) = statement.credits
    assert credit.names[0] == "She"
    assert any("Brunt" in name for name in credit.names)


def test_what_is_beyond_the_longest_text_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 12)
    assert [statement.text for statement in read("It rained. The dam broke.")] == ["It rained.", "T"]


def test_no_more_sentences_and_numbers_are_read_than_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    lower = {
        name: bound._replace(most={"statements": 5, "numbers": 3}.get(name, 1)) for name, bound in bounds().items()
    }
    monkeypatch.setattr("bench.bounds.bounds", lambda: lower)
    statements = read("The ferry carried 20 cars and 30 lorries. " * 4 + "It left. " * 30)
    assert [len(statement.quantities) for statement in statements] == [2, 0, 0, 0, 0]


# 50,000 words in a row take minutes: a sentence takes a time that grows with the square of its length.
@pytest.mark.parametrize("text", ["rain " * 600, "The dam broke. " * 1000, "rain\n" * 600, "x" * 25_000, '"' * 600])
def test_a_model_that_repeats_itself_is_read_to_the_end(text: str) -> None:
    statements = read(text)
    assert statements[-1].span[1] == len(text.rstrip())
    assert sum(len(statement.words) for statement in statements) >= 1
