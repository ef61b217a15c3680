"""Keys, sealing and response headers. It knows no actor: who may do what is decided in `accounts` and the policies.

Sealed: kept as AES-256-GCM ciphertext, bound to its table, row and column, under a data key of the person it is
about. Data keys lie in a store of their own, so that destroying one makes the person unreadable in every backup.
"""
