"""The help of `--scorer`, which names the scorers that other packages bring."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from typer.core import TyperCommand, TyperOption

GROUP = "allegedly.scorers"


class ScoringCommand(TyperCommand):
    """A command with `--scorer`. What is installed is looked up only when its help is shown."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, with what is installed beside `--scorer`."""
        # Not through bench.scorers, which would load pydantic and more for a page of help.
        if names := sorted({point.name for point in entry_points(group=GROUP)}):
            for parameter in self.params:
                if isinstance(parameter, TyperOption) and parameter.name == "scorer":
                    parameter.help = f"{parameter.help} Installed besides: {', '.join(names)}."
        super().format_options(ctx, formatter)
