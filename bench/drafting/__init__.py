"""Drafting gold facts: what the reader finds in an article, weighed, and written as an annotator would."""

from bench.drafting.proposing import draft

__all__ = ["draft"]
