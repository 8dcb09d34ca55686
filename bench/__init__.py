"""Allegedly: who said it, how sure it is, how much it is, and what a summary made of that."""

__version__ = "0.1.0"
