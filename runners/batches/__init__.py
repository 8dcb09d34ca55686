"""Asking for many things in batches: files of requests that a server works through when it has time, for less money."""
