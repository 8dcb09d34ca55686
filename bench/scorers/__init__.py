"""Scorers: interchangeable behind one small interface."""

from bench.scorers.base import Judgement, Scorer
from bench.scorers.registry import get
from bench.scorers.trust import store_trust, stored_trust, trust_path

__all__ = ["Judgement", "Scorer", "get", "store_trust", "stored_trust", "trust_path"]
