"""How sure: hedges, each with its strength and scope."""
