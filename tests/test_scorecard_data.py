"""What a scorecard shows, as plain data."""

from __future__ import annotations

from collections import Counter

from cards import ARTICLES, RUN, card, card_of, outcome, summary

from bench.records import ERROR_CODES, FLAG_CODES, Flag, Outcome, Span
from reports.article_views import ARTICLE_LIMIT, NOTES_LIMIT, SUMMARY_LIMIT
from reports.notes import notes_of
from reports.scorecard_data import SUMMARIES_LIMIT
from reports.scorecard_page import render


def test_errors_on_the_same_words_are_one_note_with_both_facts() -> None:
    first = card().articles[0].summaries[0]
    assert [note.facts for note in first.notes] == [(1, 2), (3,), (5,), (11,), ()]
    assert [charge.code for charge in first.notes[0].charges] == ["dropped_hedge", "dropped_attribution"]
    assert [note.weight for note in first.notes] == ["major", "minor", "minor", "major", "flag"]


def test_every_fact_of_a_scored_summary_is_found_again() -> None:
    for article in card().articles:
        for view in article.summaries:
            told = Counter(view.kept) + Counter(view.omitted) + Counter(view.unscored)
            told += Counter(fact for note in view.notes for fact in note.facts)
            assert told == (Counter(fact.number for fact in article.facts) if view.is_scored else Counter())


def test_facts_know_the_notes_about_them() -> None:
    for article in card().articles:
        for fact in article.facts:
            for place, number in fact.distorted:
                assert fact.number in article.summaries[place - 1].notes[number].facts
            assert len(fact.kept) == sum(fact.number in view.kept for view in article.summaries)


def test_the_fixture_holds_every_code_and_status() -> None:
    charged = {c.code for a in card().articles for s in a.summaries for f in s.notes for c in f.charges}
    assert charged == {*ERROR_CODES, *FLAG_CODES}
    assert set(RUN.score().collected.statuses) == {"ok", "empty", "refused", "truncated", "failed"}


def test_notes_join_where_they_concern_one_statement() -> None:
    def outcomes(*spans: Span) -> list[Outcome]:
        return [outcome("dropped_hedge", span, fact=f"f{n}") for n, span in enumerate(spans)]

    numbers = {f"f{n}": n + 1 for n in range(4)}
    assert [f.facts for f in notes_of(outcomes((0, 5), (5, 9)), [], numbers)] == [(1,), (2,)]
    scattered = [outcome("misattribution", (0, 5), (60, 90)), outcome("dropped_hedge", (20, 30), fact="f1")]
    assert [f.facts for f in notes_of(scattered, [], {"f01": 1, **numbers})] == [(1, 2)]
    assert [f.facts for f in notes_of(outcomes((0, 4), (6, 9), (3, 7)), [], numbers)] == [(1, 2, 3)]
    lost = notes_of([outcome("dropped_hedge"), outcome("wrong_number", fact="f1", kind="number")], [], numbers)
    assert [f.spans for f in lost] == [(), ()]
    assert notes_of([outcome("preserved", (0, 5)), outcome("omitted")], [], numbers) == ()


def test_what_is_not_scored_is_shown_without_verdicts() -> None:
    refused = summary("I cannot help with that.", status="refused", error="declined")
    view = card_of([refused], [outcome("dropped_hedge", (0, 8))]).articles[0].summaries[0]
    assert view.notes == ()
    assert view.kept == ()
    html = render(card_of([refused]))
    assert "I cannot help with that." in html
    assert "No summary could be scored" in html


def test_summaries_of_unknown_articles_and_facts_do_no_harm() -> None:
    stray = summary("Gone.", id="t", article="gone")
    data = card_of([summary("Set on fire."), stray], [outcome("dropped_hedge", (0, 3), fact="f99")])
    assert [view.id for view in data.articles] == ["warehouse-fire"]
    assert data.summaries_not_shown == 1
    assert data.articles[0].summaries[0].notes[0].facts == ()
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
        for n in range(NOTES_LIMIT + 7)
    ]
    long = ARTICLES[0].model_copy(
        update={"article": ARTICLES[0].article.model_copy(update={"text": ARTICLES[0].article.text + "x" * 10**6})}
    )
    data = card_of([summary(text)], flags=flags, articles=(long,))
    view = data.articles[0].summaries[0]
    assert view.not_shown == len(text) - SUMMARY_LIMIT
    assert len(view.notes) == NOTES_LIMIT
    assert view.notes_not_shown == 7
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
