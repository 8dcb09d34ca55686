"""How far two annotations of the same articles agree."""

from bench.goldset.agreement.annotations import agree, agree_at, agree_pooled
from bench.goldset.agreement.results import AnnotationAgreement

__all__ = ["AnnotationAgreement", "agree", "agree_at", "agree_pooled"]
