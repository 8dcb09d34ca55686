from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.counted import counted

ROOT = Path(__file__).parent.parent
BY_HAND = re.compile(r"""== 1 else ["']s["']|["']s["'] \*|["']y["'] if \w+ == 1|[a-z]\(s\) (in|of|at) """)
"""How a plural is made where it is not left to `counted`."""


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (1, ("claim",), "1 claim"),
        (0, ("claim",), "0 claims"),
        (1200, ("labelled summary",), "1,200 labelled summaries"),
        (1, ("summary",), "1 summary"),
        (2, ("day",), "2 days"),
        (2, ("finding in drafts", "findings in drafts"), "2 findings in drafts"),
    ],
)
def test_a_number_goes_with_its_noun(number, nouns, said):
    assert counted(number, *nouns) == said


def test_no_message_makes_a_plural_by_hand():
    code = [path for package in ("bench", "runners", "reports", "allegedly") for path in (ROOT / package).rglob("*.py")]
    assert code
    assert [str(path) for path in code if BY_HAND.search(path.read_text(encoding="utf-8"))] == []
