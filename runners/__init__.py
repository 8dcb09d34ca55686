"""Collecting summaries from any model endpoint.

`registry.resolve` turns the name of a model into a runner, `request.requests_for` turns articles into
requests, and `collect.collect` hands each summary over the moment it arrives.
"""
