"""Annotating a gold set in the browser: a local page, and the server that checks and saves what it sends."""
