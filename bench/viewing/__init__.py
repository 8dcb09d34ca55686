"""`bench view`: a local page of all runs below a folder, which reads and never writes."""
