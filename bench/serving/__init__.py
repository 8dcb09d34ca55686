"""Local pages: a server on loopback that only the person at this machine can use."""
