"""Gold sets: folders of articles, gold facts and labelled summaries (DESIGN: one self-contained folder)."""

from bench.goldset.linting.folder_lint import Finding, lint
from bench.goldset.loading import GoldArticle, GoldSet, SetCard, find, load, load_all, shipped
from bench.goldset.locate import LocatedFact, locate

__all__ = [
    "Finding",
    "GoldArticle",
    "GoldSet",
    "LocatedFact",
    "SetCard",
    "find",
    "lint",
    "load",
    "load_all",
    "locate",
    "shipped",
]
