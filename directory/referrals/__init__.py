"""Sending a client on to a group, and following that to its end.

Its words: an OnwardReferral goes out to a provider, in a case, with agreement in force; it moves through the states of
`states.py`, each move with its day and reason. Why the match suggested the group is kept as it was shown, for staff
only; what the provider gets is a text of its own.
"""
