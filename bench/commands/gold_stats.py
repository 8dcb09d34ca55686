"""`bench gold stats`: what gold sets hold."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bench.goldset.counting import SetCounts


def command(
    sets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SET",
            help="Shipped sets' names or sets' folders. Default: all shipped.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Count what is in gold sets.

    Facts by kind, stance, strength and comparator; where the cue of an attribution or a hedge stands relative to its
    claim; the verdicts and flags of the labelled summaries. Drafts, and what was rejected, are counted and left out of
    everything else.

    --json also says how many summaries hold each code.

    \b
    Examples:
      bench gold stats
      bench gold stats path/to/my-set
      bench gold stats courts science --json
    """
    from bench.facts import FACT_KINDS
    from bench.goldset import find, shipped
    from bench.goldset.content import read_content
    from bench.goldset.counting import count, total

    counts = [count(read_content(find(name))) for name in sets or shipped()]
    whole = total(counts)
    if as_json:
        summed = {key: value for key, value in whole.as_json().items() if key not in ("set", "version")}
        typer.echo(json.dumps({"sets": [of_set.as_json() for of_set in counts], "total": summed}, indent=2))
        return
    listed = [*counts, whole] if len(counts) > 1 else counts
    _print(
        "Sets",
        listed,
        [
            {
                "articles": of_set.articles,
                "words": of_set.words,
                **of_set.facts,
                "drafts": of_set.drafts,
                "rejected": of_set.rejected,
            }
            for of_set in listed
        ],
    )
    for fact_kind in FACT_KINDS.values():
        if (trait := fact_kind.trait) is not None:
            _print(f"{fact_kind.title}s by {trait.field}", listed, [of_set.traits[trait.plural] for of_set in listed])
    for cued in whole.cue_positions:
        _print(f"Where the cue of {cued}s stands", listed, [of_set.cue_positions[cued] for of_set in listed])
    if not whole.summaries:
        typer.echo("no labelled summaries")
        return
    _print(
        "Labelled summaries",
        listed,
        [{"summaries": of_set.summaries, **of_set.origins, "faultless": of_set.faultless} for of_set in listed],
    )
    for kind in whole.verdicts:
        _print(f"Verdicts on {kind}s", listed, [of_set.verdicts[kind] for of_set in listed])
    _print("Flags", listed, [of_set.flags for of_set in listed])


def _print(title: str, listed: Sequence[SetCounts], counts_of_sets: Sequence[Mapping[Any, int]]) -> None:
    """Print a table with a row a set; a count of none is a dot, so that the others stand out."""
    from bench.terminal.output import console, one_line, table

    made = table(title, "set", *(str(column).replace("_", "\n") for column in counts_of_sets[0]))
    for of_set, numbers in zip(listed, counts_of_sets, strict=True):
        if of_set is listed[-1] and len(listed) > 1:
            made.add_section()
        made.add_row(one_line(of_set.set), *(f"{number:,}" if number else "·" for number in numbers.values()))
    console().print(made)
