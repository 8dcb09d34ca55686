"""The rules scorer: offline, deterministic, explainable.

The summary is read into statements; each gold fact is located in them; its own dimension is then compared.
"""

from bench.scorers.rules.scorer import RulesScorer

__all__ = ["RulesScorer"]
