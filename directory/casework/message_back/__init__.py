"""Telling a GP practice, or whoever referred somebody, how support went: the message, and how it is sent.

A `MessageBack` is a draft until it is sent, and never changes after that: what has to be put right is a new one. What
stands in it is assembled in `exchange.message_back`; whether it may be sent is decided here. Friends and relatives are
told nothing.
"""
