"""Property strategies, in one place."""

from __future__ import annotations

from hypothesis import strategies as st

from bench.records import CODES, ERROR_CODES, STATUSES, Outcome, Summary

KINDS = st.sampled_from(tuple(CODES))


@st.composite
def judged_runs(draw: st.DrawFn) -> tuple[list[Summary], list[Outcome]]:
    """Summaries of up to four articles, by up to two models, with a verdict for every fact."""
    summaries: list[Summary] = []
    outcomes: list[Outcome] = []
    for article in range(draw(st.integers(1, 4))):
        facts = draw(st.lists(KINDS, max_size=4))
        for sample in range(draw(st.integers(0, 3))):
            summary = Summary(
                id=f"a{article}#{sample}",
                gold="g",
                article=f"a{article}",
                model=draw(st.sampled_from(["m1", "m2"])),
                sample=sample,
                text=draw(st.sampled_from(["", "one", "one two three"])),
                status=draw(st.sampled_from(STATUSES)),
            )
            summaries.append(summary)
            for number, kind in enumerate(facts):
                verdict = draw(st.sampled_from(["omitted", "preserved", "unscored", *CODES[kind]]))
                severity = draw(st.sampled_from(["minor", "major"])) if verdict in ERROR_CODES else None
                outcomes.append(
                    Outcome(
                        gold="g",
                        article=summary.article,
                        summary=summary.id,
                        fact=f"f{number}",
                        kind=kind,
                        verdict=verdict,
                        severity=severity,
                        reason="",
                        scorer="fake@1",
                    )
                )
    return summaries, outcomes
