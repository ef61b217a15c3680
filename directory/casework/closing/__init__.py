"""How a spell of support ends: why, what comes next, and what of it is put right or undone later.

A `Closure` is how one case ended; a case that was put right has several, of which one stands. A `ClosingDraft` is what
somebody has answered so far of the steps that close a case. What is decided about referrals, and what was measured,
is for the packages above.
"""
