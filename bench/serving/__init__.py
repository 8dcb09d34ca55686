"""A page for the person at this machine: a server on loopback that nobody else can ask."""
