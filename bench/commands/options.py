"""Options that several commands have, so that they are the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Gold = Annotated[
    list[str] | None,
    typer.Option(
        "--gold",
        metavar="SET",
        help="A shipped set's name or a set's folder; again for more. Default: all shipped.",
    ),
]
ScorerName = Annotated[str, typer.Option("--scorer", metavar="NAME", help="The scorer to use.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="The run's folder. Default: runs/<UTC time>-<model>."),
]
FailUnder = Annotated[
    float | None,
    typer.Option(
        "--fail-under",
        metavar="SHARE",
        min=0,
        max=1,
        help="Exit with 1 if faithfulness is below this, e.g. 0.95.",
    ),
]
