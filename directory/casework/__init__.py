"""Clients, what they agreed to, and the spells of support they had.

Its words: a Client is a person; a Consent is their agreement to share for one purpose, given on a day and perhaps
withdrawn; a Case is one spell of support. Names, birth dates, postcodes and what people said are sealed.

It leaves sending a client on to `referrals` and measuring to `outcomes`.
"""
