"""The options that several commands share, so that they are the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.codes import ERROR_CODES

Gold = Annotated[
    list[str] | None,
    typer.Option(
        "--gold",
        metavar="SET",
        help="A shipped set's name or a set's folder; again for more. Default: all shipped.",
    ),
]
ScorerName = Annotated[
    str,
    typer.Option(
        "--scorer",
        metavar="NAME",
        help="rules: offline and free; judge: a language model; cascade: rules first, a judge where they are not sure.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="The run's folder. Default: runs/<UTC time>-<model>."),
]
FailUnder = Annotated[
    str | None,
    typer.Option(
        "--fail-under",
        metavar="FIGURE=SHARE,...",
        help="Exit with 1 if a figure misses its limit. At least: faithfulness, coverage. At most, as a rate: "
        f"{', '.join(ERROR_CODES)}. A share alone is for faithfulness. As in 0.95, or in "
        "faithfulness=0.95,dropped_hedge=0.02.",
    ),
]
Junit = Annotated[
    Path | None,
    typer.Option("--junit", metavar="FILE", help="Write JUnit XML too: a test case for each threshold."),
]
Markdown = Annotated[
    Path | None,
    typer.Option("--markdown", metavar="FILE", help="Write a summary in Markdown too, for the page of a CI job."),
]
MaxFailures = Annotated[
    str | None,
    typer.Option(
        "--max-failures",
        metavar="N|P%",
        help="Stop asking once more than this have failed: 20, or 5%. Default: once 5 in a row have failed before any "
        "answer, or 20 after one, or a server has not answered for 15 minutes.",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        min=0.1,
        max=86400,
        help="Longest that one request may take. Default: 300; a program 120, a model in this process any time.",
    ),
]
Batch = Annotated[
    bool,
    typer.Option(
        "--batch",
        help="Send requests, to a judge too, in batches: ready within 24 hours, at half the price where a server says "
        "so. The same command with --out picks them up.",
    ),
]
Port = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, max=65535, help="The port to listen on. Default: a free one."),
]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Print the address only, and leave the browser alone.")]
