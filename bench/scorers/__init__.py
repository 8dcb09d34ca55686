"""Scorers: interchangeable behind one small interface."""
