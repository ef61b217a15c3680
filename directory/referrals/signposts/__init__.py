"""Signposts: somebody is told of a place, and goes there by themself or does not. It is not a referral.

Its words: a Signpost is information without hand-over, to an activity of the directory or to somewhere else. Nobody is
asked to take anybody, so that it has no states, and it is counted apart from referrals everywhere.
"""
