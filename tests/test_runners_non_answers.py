"""What a server sends in the place of a summary is never scored as one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from endpoint_asked import FAST, answer

from runners.finish_reasons import Ending, _endings, ending_of

CASES = tomllib.loads((Path(__file__).parent / "data" / "non_answers.toml").read_text(encoding="utf-8"))["case"]


def answers() -> Iterator[Any]:
    """Each case with the body that its server sends."""
    for case in CASES:
        for finish in case.get("finish", ["stop"]):
            choice = {"index": 0, "finish_reason": finish, "message": {"content": "Three died."}} | case.get(
                "choice", {}
            )
            body = {"choices": [choice]} | case.get("beside", {})
            yield pytest.param(case, body, id=f"{finish} {json.dumps(case)[:60]}")


@pytest.mark.parametrize(("case", "body"), list(answers()))
async def test_what_is_no_summary_is_none(serve, case, body):
    server = serve((case.get("http", 200), {}, json.dumps(body).encode()))
    summary = await answer(server, retry_policy=FAST.model_copy(update={"attempts": 1}))
    assert summary.status == case.get("status", "failed")
    assert case.get("says", "") in (summary.error or "")
    assert summary.is_scored == (summary.status in ("ok", "truncated"))
    assert (summary.error is None) == (summary.status == "ok")


def test_each_reason_has_one_meaning_and_is_found_however_it_is_spelled():
    assert set(_endings().values()) | {"unknown"} == set(get_args(Ending))
    for reason, ending in _endings().items():
        assert {ending_of(spelled) for spelled in (reason, reason.upper(), reason.replace("_", "-"))} == {ending}
