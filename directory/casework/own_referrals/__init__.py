"""What a GP practice, group or system that refers people sees of its own referrals, by a link and a code.

Its words: a *referrer link* says whose referrals are shown and where its letters go; how a referral *stands* is one of
three words, and no more than the person agreed that their referrer is told. Pages of it are in `provider`.
"""
