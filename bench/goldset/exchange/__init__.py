"""Gold sets in other tools' formats, there and back without loss."""

from bench.goldset.exchange.formats import FORMATS, export_sets, import_sets

__all__ = ["FORMATS", "export_sets", "import_sets"]
