"""Gold sets: folders of articles, gold facts and labelled summaries."""

from bench.goldset.first_articles import cut, first_articles
from bench.goldset.linting.folder_lint import LintFinding, lint
from bench.goldset.loading import GoldArticle, GoldSet, SetCard, find, load, load_all, shipped
from bench.goldset.locate import LocatedFact, locate

__all__ = [
    "GoldArticle",
    "GoldSet",
    "LintFinding",
    "LocatedFact",
    "SetCard",
    "cut",
    "find",
    "first_articles",
    "lint",
    "load",
    "load_all",
    "locate",
    "shipped",
]
