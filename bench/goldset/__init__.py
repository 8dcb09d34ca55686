"""Gold sets: folders of articles, gold facts and labelled summaries (DESIGN: one self-contained folder)."""

from bench.goldset.folder import GoldArticle, GoldSet, SetCard, load, load_all, shipped
from bench.goldset.locate import LocatedFact, locate

__all__ = ["GoldArticle", "GoldSet", "LocatedFact", "SetCard", "load", "load_all", "locate", "shipped"]
