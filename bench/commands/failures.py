"""`--max-failures`: so many, or a share of what is asked for."""

from __future__ import annotations

from bench.errors import UsageError


def most_failures(given: str | None, requests: int) -> int | None:
    """How many of these requests may fail; None if all may.

    Args:
        given: a whole number, or a share such as `5%`.
        requests: how many are asked for.

    Raises:
        UsageError: it is neither.
    """
    if given is None:
        return None
    number, percent, rest = given.strip().partition("%")
    if not rest and number.isascii() and number.replace(".", "", 1).isdecimal() and len(number) < 20:
        if percent and float(number) <= 100:
            return int(float(number) * requests / 100)
        if not percent and number.isdecimal():
            return int(number)
    raise UsageError(f"--max-failures {given[:60]}: a number of summaries, such as 20, or a share of them, such as 5%")
