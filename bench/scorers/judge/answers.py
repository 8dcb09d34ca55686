"""The answers of a judge, by what it was shown: in memory while scoring, in judged.jsonl on disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bench.records import JudgedAnswer


class Answers:
    """Answers by the hash of what the judge was shown, in the order in which they came."""

    def __init__(self, answers: Iterable[JudgedAnswer] = ()) -> None:
        self._by_request: defaultdict[str, list[JudgedAnswer]] = defaultdict(list)
        self.add(*answers)

    def add(self, *answers: JudgedAnswer) -> None:
        """Add answers; a request that failed has none."""
        for answer in answers:
            if answer.is_answered:
                self._by_request[answer.request].append(answer)

    def to(self, request: str) -> Sequence[JudgedAnswer]:
        """The answers to one request, with those that were given when it was made again."""
        return self._by_request.get(request, ())

    def __iter__(self) -> Iterator[JudgedAnswer]:
        for answers in self._by_request.values():
            yield from answers

    def __len__(self) -> int:
        return sum(map(len, self._by_request.values()))
