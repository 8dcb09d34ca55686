"""The confidence from which an error is called: one setting, which all thresholds of errors follow."""

from __future__ import annotations

from functools import cache

from bench.scorers.rules.lexicon import settings


@cache
def threshold(name: str, error: float) -> float:
    """A threshold of scoring.toml, for a value of the setting `error`.

    scoring.toml gives each for one value of `error`, which it calls `calibrated`. With another they all move by the
    same factor of the odds, so that what needs more evidence than the rest goes on needing more.

    Args:
        name: of the threshold.
        error: above 0 and below 1.
    """
    shipped, calibrated = settings()[name], settings()["calibrated"]
    if name == "error":
        return error
    if error == calibrated:
        return shipped
    odds = _odds(shipped) * _odds(error) / _odds(calibrated)
    return odds / (1 + odds)


def _odds(share: float) -> float:
    return share / (1 - share)
