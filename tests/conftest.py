"""What all tests share: fixtures, each in a module named after what it offers, and how properties are tried."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

pytest_plugins = ("browser", "edit_page", "scripted_server")

# A busy machine, or the very first run, is slow without anything being wrong; a folder may serve all examples.
IGNORED = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("allegedly", deadline=None, suppress_health_check=IGNORED)
settings.load_profile("allegedly")
