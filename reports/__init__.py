"""Scorecards: plain data first, rendering after."""
