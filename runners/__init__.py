"""Collecting summaries from any model endpoint."""
