"""`bench validate`: how far a scorer can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bench.commands.options import Gold, ScorerName

if TYPE_CHECKING:
    from rich.console import Console

    from bench.records import Estimate, Verdict
    from bench.validation import Agreement, Validation


def command(
    gold: Gold = None,
    scorer: ScorerName = "rules",
    reader: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Measure the reader instead, on an attribution corpus: JSON Lines with 'id', 'text' and "
            "'attributions'.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
    show: Annotated[
        bool, typer.Option("--show", help="List every verdict and flag that differs from its label.")
    ] = False,
    curve: Annotated[
        bool,
        typer.Option(
            "--curve",
            help="Show what another confidence from which an error is called would do to precision and recall.",
        ),
    ] = False,
    store: Annotated[
        bool,
        typer.Option(
            "--store",
            help="Keep the figures with the scorer, for every scorecard to show: on all shipped sets.",
        ),
    ] = False,
) -> None:
    """Say how far a scorer can be trusted.

    It scores the labelled summaries of gold sets, and its verdicts are compared with the labels. An error is
    hit where label and verdict are both an error on the same fact; a mention is any verdict but 'omitted'; a
    clean summary is one that its annotator found nothing wrong with. Brackets hold 95% intervals by bootstrap
    over articles.

    \b
    Examples:
      bench validate
      bench validate --gold path/to/my-set --show
      bench validate --json > trust.json
      bench validate --curve
      bench validate --store
      bench validate --reader corpus.jsonl
    """
    from bench.errors import UsageError

    if store and (gold or reader):
        raise UsageError("--store measures the scorer on all shipped sets: leave out --gold and --reader")
    if curve and (reader or show or store):
        raise UsageError("--curve goes with --gold, --scorer and --json alone: leave out the rest")
    if reader is not None:
        from bench.commands.validate_reader import validate_reader

        validate_reader(reader, json=json, show=show)
        return
    from bench.commands.terminal import console, progress
    from bench.goldset import load_all
    from bench.scorers import get
    from bench.validation import judge, labelled_articles, validate

    sets = load_all(gold or [])
    articles = labelled_articles(sets)
    if not articles:
        names = ", ".join(one.card.name for one in sets)
        raise UsageError(f"no labelled summaries in {names}: add an <article>.labels.jsonl, or name another --gold")
    judge_with = get(scorer)
    if curve:
        from bench.commands.validate_curve import validate_curve

        validate_curve(judge_with, sets, json=json)
        return
    with progress("scoring", sum(len(article.labels) for article in articles)) as step:
        judged = judge(judge_with, articles, step=step)
    validation = validate(f"{judge_with.name}@{judge_with.version}", sets, judged)
    if store:
        from bench.commands.validate_store import store as keep

        keep(validation, sets, judged)
    if json:
        typer.echo(validation.model_dump_json(indent=2))
        return
    out = console()
    if show:
        _print_disagreements(validation)
    _print_tables(validation, out)


def _print_tables(validation: Validation, out: Console) -> None:
    from bench.commands.terminal import share, table
    from bench.records import CODES

    head = (
        f"{validation.scorer} on {', '.join(f'{ref.name}@{ref.version}' for ref in validation.sets)}: "
        f"{validation.summaries} summaries of {validation.articles} articles, {validation.verdicts} verdicts"
    )
    out.print(head + (f", {validation.unscored} without a verdict" if validation.unscored else ""))
    main = table("", "", "precision", "recall", "F1", "labelled")
    main.add_row("errors", *_agreement(validation.errors))
    for kind, figures in validation.by_kind.items():
        main.add_row(f"  {kind}", *_agreement(figures.errors))
        for code in CODES[kind]:
            main.add_row(f"    {code}", *_agreement(validation.by_code[code]))
    main.add_row("mentions", *_agreement(validation.mentions))
    for kind, figures in validation.by_kind.items():
        main.add_row(f"  {kind}", *_agreement(figures.mentions))
    main.add_section()
    for flag, agreement in validation.flags.items():
        main.add_row(flag, *_agreement(agreement))
    out.print(main)
    shares = (
        ("hit errors with the label's own code", validation.exact_code),
        ("clean summaries charged with an error", validation.clean_with_error),
        ("clean summaries with an error or a flag", validation.clean_with_any),
    )
    for what, estimate in shares:
        out.print(f"{what:<42}{share(estimate):>14}   {_of(estimate)}")
    _print_confusion(validation, out)


def _agreement(agreement: Agreement) -> tuple[str, ...]:
    from bench.commands.terminal import share

    three = (agreement.precision, agreement.recall, agreement.f1)
    return (*(share(estimate) for estimate in three), str(agreement.recall.of))


def _of(estimate: Estimate) -> str:
    return f"{estimate.count} of {estimate.of}"


def _print_confusion(validation: Validation, out: Console) -> None:
    from bench.commands.terminal import table
    from bench.records import ERROR_CODES

    rows = validation.confusion
    seen = {*rows, *(verdict for row in rows.values() for verdict in row)}
    verdicts: list[Verdict] = [one for one in ("omitted", "preserved", *ERROR_CODES) if one in seen]
    numbers = [str(number) for number, _ in enumerate(verdicts, start=1)]
    confusion = table("labels in rows, the scorer's verdicts in columns", "", *numbers)
    for number, label in zip(numbers, verdicts, strict=True):
        row = rows.get(label, {})
        confusion.add_row(f"{number:>2} {label}", *(str(row.get(verdict, "·")) for verdict in verdicts))
    out.print()
    out.print(confusion)


def _print_disagreements(validation: Validation) -> None:
    from bench.commands.terminal import one_line

    def say(line: str) -> None:
        typer.echo(one_line(line) if not line.startswith(" ") else f"    {one_line(line)}")

    for one in validation.disagreements:
        say(
            f"{one.gold}/{one.article} {one.summary} {one.fact} ({one.kind}): "
            f"label {one.label}, verdict {one.predicted} at {one.confidence:.2f}"
        )
        say(f"  claim: {one.claim}")
        for passage in one.passages:
            say(f"  passage: {passage}")
        say(f"  reason: {one.reason}")
    for flag in validation.flag_disagreements:
        who = "only labelled" if flag.reason is None else "only the scorer's"
        say(f"{flag.gold}/{flag.article} {flag.summary} {flag.code}, {who}: {flag.text}")
        if flag.reason:
            say(f"  reason: {flag.reason}")
    typer.echo()
