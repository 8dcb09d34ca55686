"""What is wrong with a gold set, and what is probably wrong: each with what to do about it."""
