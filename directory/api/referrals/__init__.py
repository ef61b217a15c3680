"""Referrals from other systems: sending one, and asking how one stands. Nothing here is open data.

Who asks is known by a key (`accounts.senders`), before anything that was sent is looked at. What is answered is a
reference and a word; of a person nothing is ever told, not even whether they are known.
"""
