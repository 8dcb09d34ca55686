"""What all tests share: fixtures, each in a module of its own, how properties are tried, and in what order.

`make test` gives each file to one of several processes.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ("batch_server", "browser", "edit_page", "edit_server", "full_disk", "scripted_server")

# A busy machine, or the very first run, is slow without anything being wrong; a folder may serve all examples.
IGNORED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("allegedly", deadline=None, suppress_health_check=IGNORED)
settings.load_profile("allegedly")

LONG = (
    "test_recorded_judge",
    "test_judge_command",
    "test_scorer_robustness",
    "test_scorecard_links_browser",
    "test_scorecard_filters_browser",
    "test_scorecard_browser",
    "test_collect_faults",
    "test_gold_edit_browser",
    "test_cli_run",
    "test_scorecard_accessibility",
    "test_cli_run_collecting",
    "test_runners_openai_protocol",
    "test_audit_browser",
    "test_gold_agree",
    "test_judge_faults",
    "test_other_server",
    "test_runners_openai_completion",
)
"""Files that take ten seconds and more: they come first, or all would wait for the last of them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONG)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: who waits for a browser, a server or a command leaves one free."""
    return len(os.sched_getaffinity(0)) + 1 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 1
