"""The reader: read(text) gives statements with who, how sure and how much."""
