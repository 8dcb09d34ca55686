"""How much: quantities, each with its value, bound, unit and what is counted."""
