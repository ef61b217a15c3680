"""Pages about referrals: those that come in, those that go on to a group, and people who ask to join."""
