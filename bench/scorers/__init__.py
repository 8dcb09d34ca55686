"""Scorers: interchangeable behind one small interface."""

from bench.scorers.interface import ScoredSummary, Scorer
from bench.scorers.registry import get
from bench.scorers.trust_file import store_trust, store_user_trust, stored_trust, trust_path, user_folder

__all__ = [
    "ScoredSummary",
    "Scorer",
    "get",
    "store_trust",
    "store_user_trust",
    "stored_trust",
    "trust_path",
    "user_folder",
]
