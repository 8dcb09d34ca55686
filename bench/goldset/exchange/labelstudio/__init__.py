"""Label Studio's JSON: tasks to import there, and its export of annotated tasks back."""

from bench.goldset.exchange.labelstudio.reading import read
from bench.goldset.exchange.labelstudio.writing import write

__all__ = ["read", "write"]
