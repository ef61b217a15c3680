"""Open Referral UK 1.0, which councils' software calls version 2: its services put into the words of 3.0.

`service.translate` takes one service as a feed gives it and returns it as a 3.0 service would be written, for
`records` to read. Its words: a *vocabulary* of 1.0 is a taxonomy of 3.0, and a *taxonomy* of 1.0 one of its terms.
The fields are known in every spelling that feeds use; what has no place in 3.0 is noted, never dropped in silence.
"""
