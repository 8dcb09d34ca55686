"""Articles from wherever they are: text, Markdown and HTML files, and collections that `datasets` reads."""

from bench.goldset.intake.article import FoundArticle, skeleton
from bench.goldset.intake.sources import count_files, find_articles

__all__ = ["FoundArticle", "count_files", "find_articles", "skeleton"]
