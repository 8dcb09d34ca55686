"""The names of the kinds of fact, of the verdicts on them, and of flags, as files and options write them.

This module imports nothing of the package and no library, so that the command line can list the names in its help
without loading anything. Other code has them from `bench.records`, beside the records that hold them.
"""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["attribution", "hedge", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Verdict = Literal[
    "omitted",
    "preserved",
    "dropped_attribution",
    "misattribution",
    "stance_shift",
    "dropped_hedge",
    "weakened_hedge",
    "wrong_number",
    "misattached_number",
    "changed_bound",
    "unscored",
]
"""`unscored` means that the judge gave no verdict: none is guessed, and it is never counted."""

CODES: dict[Kind, tuple[Verdict, ...]] = {
    "attribution": ("dropped_attribution", "misattribution", "stance_shift"),
    "hedge": ("dropped_hedge", "weakened_hedge"),
    "number": ("wrong_number", "misattached_number", "changed_bound"),
}
"""The error codes of each kind of fact."""
ERROR_CODES: tuple[Verdict, ...] = tuple(code for codes in CODES.values() for code in codes)

FlagCode = Literal["unsupported_number", "unsupported_attribution", "unsupported_quote"]
FLAG_CODES: tuple[FlagCode, ...] = get_args(FlagCode)

Severity = Literal["minor", "major"]
