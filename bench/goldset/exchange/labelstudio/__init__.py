"""Label Studio's JSON: tasks to import there, and its export of annotated tasks back."""

from bench.goldset.exchange.labelstudio.from_tasks import read
from bench.goldset.exchange.labelstudio.to_tasks import write

__all__ = ["read", "write"]
