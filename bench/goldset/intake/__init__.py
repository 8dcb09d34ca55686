"""Articles from where people have them: text, Markdown and HTML files, and collections that `datasets` reads."""

from bench.goldset.intake.find_articles import count_files, find_articles
from bench.goldset.intake.found_article import FoundArticle, skeleton

__all__ = ["FoundArticle", "count_files", "find_articles", "skeleton"]
