"""The cascade: rules first, and a judge for what they are not sure of."""

from bench.scorers.cascade.scorer import CascadeScorer

__all__ = ["CascadeScorer"]
