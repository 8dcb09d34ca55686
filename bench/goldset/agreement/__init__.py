"""How far two annotations of the same articles agree."""

from bench.goldset.agreement.compare import agree, agree_pooled
from bench.goldset.agreement.pooling import agree_at
from bench.goldset.agreement.records import Agreement

__all__ = ["Agreement", "agree", "agree_at", "agree_pooled"]
