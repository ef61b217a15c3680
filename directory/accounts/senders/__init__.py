"""Systems that send us referrals: a surgery's record system, a hospital's, that of a group.

Its words: a *sender* is such a system, which belongs to one scheme; a *key* is the secret by which it is known, shown
once and kept as a digest; a *caller* is a sender in the middle of one request. What a sender tells and is told stands
in `casework.referrals_in`; the addresses it asks are in `api.referrals`.
"""
