"""Pages for staff: signing in, matching, clients, referrals, listings and outcomes. No rule and no query is here."""
