"""A summary beside a part of its article: what a judge has said of it so far, and what it is to be asked next.

All of it follows from the answers that are there. So a run that was killed goes on from them, a judge that is to be
asked about more facts is asked about those alone, and no answer is paid for twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.facts import Fact
from bench.records import JudgedAnswer, Summary
from bench.scorers.judge.answer import JudgedFact, JudgedFlag, check
from bench.scorers.judge.article_parts import ArticlePart
from bench.scorers.judge.request import JudgeRequest, key_of, request_for

TRIES = 2
"""How often a judge is asked for a verdict: once, and once more if its answer cannot be used."""


class Ruling(NamedTuple):
    """What a judge's answers to one case come to."""

    facts: Mapping[str, JudgedFact]
    complaints: Mapping[str, str]
    """Why a fact that was asked about has no verdict, by its id."""
    tries: Mapping[str, int]
    """How often each fact was asked about."""
    flags: tuple[JudgedFlag, ...]
    flag_tries: int
    """How often flags were asked for."""
    are_flags_whole: bool
    """Whether no flag had to be left out of the answer that they are from."""


class Case:
    """A summary and a part of its article."""

    def __init__(self, part: ArticlePart, summary: Summary) -> None:
        self.part = part
        self.summary = summary
        self.key = key_of(part, summary)

    def ruling(self, answers: Sequence[JudgedAnswer]) -> Ruling:
        """Work out what answers to this case come to; of two usable verdicts on a fact the first one stands."""
        facts: dict[str, JudgedFact] = {}
        complaints: dict[str, str] = {}
        tries: Counter[str] = Counter()
        flags: tuple[JudgedFlag, ...] = ()
        flag_tries, are_flags_whole = 0, False
        for answer in answers:
            asked = [fact for fact in self.part.facts if fact.id in answer.asked]
            tries.update(fact.id for fact in asked)
            checked = check(answer.text, asked, self.summary.text)
            complaints |= checked.complaints
            facts = {**checked.facts, **facts}
            if answer.asks_flags:
                flag_tries += 1
                if not are_flags_whole:
                    flags, are_flags_whole = checked.flags, checked.are_flags_whole
        open_complaints = {id_: why for id_, why in complaints.items() if id_ not in facts}
        return Ruling(facts, open_complaints, tries, flags, flag_tries, are_flags_whole)

    def next_requests(self, wanted: Collection[str], answers: Sequence[JudgedAnswer]) -> Iterator[JudgeRequest]:
        """What to ask the judge next; nothing once it was asked everything.

        Args:
            wanted: ids of the facts to be judged.
            answers: those to this case that are there.
        """
        ruling = self.ruling(answers)
        here: list[Fact] = [fact for fact in self.part.facts if fact.id in wanted]
        new = [fact.id for fact in here if not ruling.tries.get(fact.id)]
        again = {
            id_: why for id_, why in ruling.complaints.items() if id_ in wanted and ruling.tries.get(id_, 0) < TRIES
        }
        asks_flags = self.part.asks_flags and not ruling.are_flags_whole and ruling.flag_tries < TRIES
        if again or (asks_flags and ruling.flag_tries):
            yield request_for(
                self.part,
                self.summary,
                list(again),
                asks_flags=asks_flags and ruling.flag_tries > 0,
                complaints=again
                or {"flags": "a flag had an unknown code, or its evidence does not stand in the summary"},
            )
        if new or (asks_flags and not ruling.flag_tries):
            yield request_for(self.part, self.summary, new, asks_flags=asks_flags and not ruling.flag_tries)
