"""Fixtures that several test modules share, each in a module named after what it offers."""

from __future__ import annotations

pytest_plugins = ("browser", "scripted_server")
