"""Asking a chat model, whatever protocol its server speaks: pacing, retrying and making sense of what comes back.

`retrying.RetryingChatModel` is the loop that sends a request again. It takes a `transport.Transport`, which sends a
request once; another protocol is another transport and nothing else.
"""
