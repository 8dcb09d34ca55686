"""English parsed: blocks, sentences, the questions that the reader asks of a parse."""
