"""Text to parsed English: blocks, sentences, and the questions that the reader asks of a parse."""
