"""Collecting summaries from any model.

`registry.resolve` turns the name of a model into a runner, `summary_request.requests_for` turns articles into requests,
and `collect.collect` hands each summary over the moment it arrives.
"""
