"""Linkage: a scheme's own records, person by person, from the questionnaire at the start to that at the end.

Its words: a Spell is one case with the referral it began with; an Interval runs from what was measured at the start to
what was measured at the end; a Step is what became of one activity within it. `docs/operations/evaluating.md` has the
rules for people, `rules.py` for the program. It makes a `Dataset`, which is evaluated as a file of past records is.
"""
