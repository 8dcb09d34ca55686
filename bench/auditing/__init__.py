"""Judging a scorer's verdicts in the browser: what to show next, the local page, and what a person says."""
