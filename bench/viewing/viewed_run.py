"""What the page shows of a run: plain data, with figures as they are written everywhere else."""

from __future__ import annotations

from typing import Literal

from bench.records import Estimate, Record
from reports.notation import interval, percent

State = Literal["scored", "incomplete", "unfinished", "broken"]


class ViewedFigure(Record):
    """A share, for the eye and to sort by."""

    value: float | None
    written: str
    interval: str

    @classmethod
    def of(cls, estimate: Estimate) -> ViewedFigure:
        """An estimate as a figure."""
        return cls(value=estimate.value, written=percent(estimate.value), interval=interval(estimate))


class ViewedModel(Record):
    """A model of a run; the figures are None until it is scored."""

    name: str
    faithfulness: ViewedFigure | None = None
    coverage: ViewedFigure | None = None


class Finishing(Record):
    """How an unfinished run is finished."""

    command: str
    to_fill_in: tuple[str, ...] = ()
    """A sentence for each thing that the run's folder does not hold."""


class ResourcesTaken(Record):
    """What all answers of a run took, those that were asked for again included."""

    summaries: int
    """Lines that arrived."""
    tokens: int
    cost: float | None
    """As the servers told it; None where none did."""
    written: str
    """The cost, or else the tokens."""


class ViewedRun(Record):
    """One run."""

    key: str
    """Stands for it in addresses: the same as long as its folder has its name, and of no meaning as a path."""
    folder: str
    """Relative to the one that is viewed."""
    state: State
    reason: str = ""
    """Why it is not scored, in a sentence."""
    models: tuple[ViewedModel, ...] = ()
    created: str = ""
    prompt: str = ""
    sets: tuple[str, ...] = ()
    """Names with versions."""
    scorer: str = ""
    samples: int = 0
    scored: int = 0
    expected: int = 0
    signature: str = ""
    has_scorecard: bool = False
    finishing: Finishing | None = None
    resources: ResourcesTaken | None = None
    """None until they are added up."""
