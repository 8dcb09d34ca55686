"""`bench validate --store`: keep the figures with the scorer, those of the copied lead, and the README's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from bench.commands.terminal import share
from bench.goldset.readmes.marks import between, marks
from bench.pipeline.renew_reference import renew
from bench.records import CODES, Agreement
from bench.scorers import store_trust, stored_trust
from bench.validation import trust_of

if TYPE_CHECKING:
    from bench.goldset import GoldSet
    from bench.records import Trust
    from bench.validation import Judged, Validation

BEGIN, END = marks("validate")
"""What the README's figures stand between."""


def store(validation: Validation, sets: Sequence[GoldSet], judged: Sequence[Judged]) -> None:
    """Write trust.json and lead-3.json, and the figures into the README where one lies beside the package."""
    trust = trust_of(validation, sets, judged)
    path = store_trust(trust)
    typer.echo(f"stored: {path}", err=True)
    renew()
    kept = stored_trust(trust.scorer)  # rounded: the README's figures are those of the file
    readme = path.parents[3] / "README.md"
    if kept is not None and readme.is_file() and BEGIN in (text := readme.read_text(encoding="utf-8")):
        readme.write_text(with_figures(text, kept), encoding="utf-8", newline="\n")
        typer.echo(f"stored: {readme}", err=True)


def with_figures(readme: str, trust: Trust) -> str:
    """A README with the figures between its two marks made anew."""
    return between(readme, "validate", "\n".join(_lines(trust)))


def _lines(trust: Trust) -> Iterator[str]:
    yield (
        f"Written by `bench validate --store`: `{trust.scorer}` on {trust.summaries} labelled summaries of "
        f"{trust.articles} articles, labelled by {', '.join(f'`{name}`' for name in trust.annotators)}. "
        "In brackets: 95% intervals by bootstrap over articles."
    )
    yield from ("", "| | precision | recall | F1 | labelled |", "|---|---|---|---|---|")
    yield _row("**all errors**", trust.errors)
    for kind, agreement in trust.by_kind.items():
        yield _row(f"**{kind}**", agreement)
        for code in CODES[kind]:
            yield _row(f"`{code}`", trust.by_code[code])
    for flag, agreement in trust.flags.items():
        yield _row(f"`{flag}`", agreement)
    yield from ("", "| set | summaries | error F1 | clean summaries charged |", "|---|---|---|---|")
    for one in trust.sets:
        charged = f"{one.clean_flagged.count} of {one.clean_flagged.of}"
        yield f"| {one.name} {one.version} | {one.summaries} | {share(one.errors.f1)} | {charged} |"
    clean, exact = trust.clean_flagged, trust.exact_code
    yield ""
    yield f"- Of {clean.of} summaries without any labelled error, {clean.count} are charged with one."
    yield f"- Of {exact.of} errors rightly found, {exact.count} have the label's own code."
    for sentence in trust.weak:
        yield f"- {sentence}"


def _row(name: str, agreement: Agreement) -> str:
    three = " | ".join(share(one) for one in (agreement.precision, agreement.recall, agreement.f1))
    return f"| {name} | {three} | {agreement.recall.of} |"
