"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest


def until(is_so: Callable[[], bool]) -> None:
    """Wait ten seconds at most until something is so."""
    for _ in range(1000):
        if is_so():
            return
        time.sleep(0.01)
    pytest.fail("it never came to that")
