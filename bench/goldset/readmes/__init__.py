"""The parts of READMEs that a command writes from the data, between two marks of a text that people write."""
