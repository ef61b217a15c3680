"""Asking a team for support: for oneself, or for somebody else. What is answered travels from page to page in the
browser, sealed; the server keeps nothing before it is sent.
"""
