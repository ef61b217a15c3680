"""Referrals that come in: taking one, knowing who it is about, and telling whoever sent it."""
