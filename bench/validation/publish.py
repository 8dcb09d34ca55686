"""For maintainers: measure the default scorer on all shipped sets, `python -m bench.validation.publish`.

It writes trust.json beside the scorer, from where every scorecard takes the figures, and the figures in docs/trust.md
and README.md of the checkout. `python -m bench.pipeline.renew_lead_reference` does the same for what copying the lead
gets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.goldset import load_all
from bench.goldset.files import read_text
from bench.goldset.readmes.marks import between
from bench.records import CODES, ErrorRates, MeasuredOn, PrecisionRecall, RateGroup, Trust
from bench.scorers import get, store_trust, stored_trust
from bench.storage import is_present, replace_member
from bench.validation.cases import labelled_articles, score_labelled
from bench.validation.precision_recall import validate
from bench.validation.scorer_trust import trust_of
from reports.notation import LEVEL, with_interval
from reports.trust_sentences import lines_below_the_table, origins_of

ROOT = Path(__file__).parents[2]
SCORER = "rules"


def publish() -> Iterator[Path]:
    """Measure the scorer and write its figures; yields each file that was written."""
    scorer, sets = get(SCORER), load_all([])
    cases = score_labelled(scorer, labelled_articles(sets), step=lambda: None)
    validation = validate(f"{scorer.name}@{scorer.version}", sets, cases)
    yield store_trust(trust_of(validation, sets, cases))
    # Read back, since the file rounds: the page's figures are those of the file.
    rounded = stored_trust(validation.scorer)
    for name, section in SECTIONS.items():
        if rounded is not None and is_present(ROOT / name):
            replace_member(ROOT / name, section(read_text(ROOT / name), rounded).encode())
            yield ROOT / name


def with_figures(page: str, trust: Trust) -> str:
    """The page on trust with all figures between its two marks replaced."""
    return between(page, "validate", "\n".join(_lines(trust)))


def with_shares(readme: str, trust: Trust) -> str:
    """The README with the shares on natural and on planted summaries between its two marks replaced."""
    return between(readme, "shares", "\n".join(_shares(trust, are_kinds_apart=False)))


SECTIONS: dict[str, Callable[[str, Trust], str]] = {"docs/trust.md": with_figures, "README.md": with_shares}
"""What writes the figures into each page."""


def _shares(trust: Trust, *, are_kinds_apart: bool) -> Iterator[str]:
    yield from ("", "| summaries | errors found | right claims charged | facts left out charged |", "|---|---|---|---|")
    for origin, rates_of in trust.error_rates.items():
        # Natural and planted summaries pooled say nothing about either.
        if origin != "pooled":
            for group, rates in rates_of.items():
                if are_kinds_apart or group == "all":
                    yield _rates_row(origin, group, rates)
    yield ""


def _lines(trust: Trust) -> Iterator[str]:
    yield (
        f"Written by `python -m bench.validation.publish`: `{trust.scorer}` on {' and '.join(origins_of(trust))} "
        f"summaries of {trust.articles} articles, labelled by {', '.join(f'`{name}`' for name in trust.annotators)}. "
        f"In brackets: {LEVEL} intervals by bootstrap over articles."
    )
    yield from _shares(trust, are_kinds_apart=True)
    yield "These shares hardly depend on how many errors there are. The following do. They are of all summaries:"
    yield from ("", "| | precision | recall | F1 | labelled |", "|---|---|---|---|---|")
    yield _row("**all errors**", trust.errors)
    for kind, of_kind in trust.by_kind.items():
        yield _row(f"**{kind}**", of_kind)
        for code in CODES[kind]:
            yield _row(f"`{code}`", trust.by_code[code])
    for flag, of_flag in trust.flags.items():
        yield _row(f"`{flag}`", of_flag)
    yield from ("", "| set | summaries | error F1 | clean summaries charged |", "|---|---|---|---|")
    for measured in trust.sets:
        charged = f"{measured.clean_flagged.count} of {measured.clean_flagged.of}"
        f1 = with_interval(measured.errors.f1)
        yield f"| {measured.name} {measured.version} | {measured.summaries} | {f1} | {charged} |"
    yield ""
    yield from (f"- {sentence}" for sentence in lines_below_the_table(trust))


def _rates_row(origin: MeasuredOn, group: RateGroup, rates: ErrorRates) -> str:
    name = f"**{origin}** ({rates.summaries})" if group == "all" else f"{origin}, {group}"
    cells = (rates.found.share, rates.false_alarms.share, rates.false_alarms_omitted.share)
    return f"| {name} | {' | '.join(f'{with_interval(share)}, {share.count} of {share.of}' for share in cells)} |"


def _row(name: str, measured: PrecisionRecall) -> str:
    cells = " | ".join(map(with_interval, (measured.precision, measured.recall, measured.f1)))
    return f"| {name} | {cells} | {measured.recall.of} |"


if __name__ == "__main__":
    for path in publish():
        sys.stdout.write(f"{path}\n")
