"""Allegedly in Inspect: `inspect eval allegedly/summaries`, found by the entry point of the group `inspect_ai`."""

from allegedly.inspecting.metrics import figures
from allegedly.inspecting.scorer import distortions
from allegedly.inspecting.task import summaries

__all__ = ["distortions", "figures", "summaries"]
