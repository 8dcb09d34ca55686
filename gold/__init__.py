"""Article sets with hand-annotated gold facts; data only, read by bench.goldset."""
