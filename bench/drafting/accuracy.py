"""How good drafting is, against gold facts that people chose: python -m bench.drafting.accuracy [SET …].

Each article is drafted anew, as if it had no facts. Recall is the share of the gold facts that are proposed, precision
the share of the proposals that are gold facts; `kept_proposals.py` says when two are the same. An annotator stops
somewhere, so a proposal that is none of the gold facts need not be wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bench.drafting.kept_proposals import matched
from bench.drafting.proposing import draft
from bench.drafting.salience import Weights
from bench.errors import AllegedlyError
from bench.goldset import GoldArticle, load_all
from bench.records import KINDS
from reports.notation import percent


class ProposalCounts(NamedTuple):
    """How many proposals and gold facts there are, and how many of each match one of the others."""

    proposed: int = 0
    confirmed: int = 0
    """Proposals that are gold facts."""
    gold: int = 0
    covered: int = 0
    """Gold facts that are proposed."""

    @property
    def recall(self) -> float | None:
        """The share of the gold facts that are proposed; None without gold facts."""
        return self.covered / self.gold if self.gold else None

    @property
    def precision(self) -> float | None:
        """The share of the proposals that are gold facts; None without proposals."""
        return self.confirmed / self.proposed if self.proposed else None

    def plus(self, counts: ProposalCounts) -> ProposalCounts:
        """The sums of these counts and others."""
        return ProposalCounts(*(count + further for count, further in zip(self, counts, strict=True)))


def measured(articles: Iterable[GoldArticle], table: Weights | None = None) -> dict[str, ProposalCounts]:
    """The counts of each kind over some articles, drafted with the package's weights or others."""
    counted: Counter[tuple[str, str]] = Counter()
    for gold in articles:
        proposals = draft(gold.article, table)
        pairs = matched(proposals, gold.facts)
        for i, located in enumerate(proposals):
            counted[located.fact.kind, "proposed"] += 1
            # Not the same number as `covered`: two proposals may match one gold fact, and one proposal two.
            counted[located.fact.kind, "confirmed"] += i in pairs.proposals
        for i, located in enumerate(gold.facts):
            counted[located.fact.kind, "gold"] += 1
            counted[located.fact.kind, "covered"] += i in pairs.facts
    return {kind: ProposalCounts(*(counted[kind, field] for field in ProposalCounts._fields)) for kind in KINDS}


def total(counts: Iterable[ProposalCounts]) -> ProposalCounts:
    """The sums of several counts."""
    whole = ProposalCounts()
    for count in counts:
        whole = whole.plus(count)
    return whole


def line(name: str, count: ProposalCounts) -> str:
    """A row of the table."""
    return (
        f"{name:24} {percent(count.recall):>6} {f'{count.covered} of {count.gold}':>14} "
        f"{percent(count.precision):>10} {f'{count.confirmed} of {count.proposed}':>14}"
    )


HEADER = f"{'':24} {'recall':>6} {'gold facts':>14} {'precision':>10} {'proposals':>14}"


def main(arguments: Sequence[str]) -> int:
    """Print the figures of each set and kind, and of all."""
    parser = argparse.ArgumentParser(prog="python -m bench.drafting.accuracy", description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", help="gold sets, by name or folder; default: all shipped")
    options = parser.parse_args(arguments)
    try:
        by_set = {gold.card.name: measured(gold.articles) for gold in load_all(options.sets)}
    except AllegedlyError as error:
        parser.error(str(error))
    lines = [line(name, total(counts.values())) for name, counts in by_set.items()]
    lines += [line(kind, total(counts[kind] for counts in by_set.values())) for kind in KINDS]
    lines.append(line("all", total(count for counts in by_set.values() for count in counts.values())))
    sys.stdout.write("\n".join([HEADER, *lines]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
