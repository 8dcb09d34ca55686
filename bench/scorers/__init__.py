"""Scorers: interchangeable behind one small interface."""

from bench.scorers.base import Judgement, Scorer
from bench.scorers.registry import get

__all__ = ["Judgement", "Scorer", "get"]
