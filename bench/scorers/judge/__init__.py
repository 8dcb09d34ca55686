"""The judge: a language model that is asked for the verdicts."""
