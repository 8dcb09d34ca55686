"""How far two annotations of the same articles agree."""

from bench.goldset.agreement.compare import agree
from bench.goldset.agreement.records import Agreement

__all__ = ["Agreement", "agree"]
