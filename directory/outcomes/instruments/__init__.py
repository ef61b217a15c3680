"""The questionnaires, one module each: range, direction, scoring and licence. Licensed wording is not here.

Each module here has a `PACK`, and `outcomes.packs.registry` finds it.
"""
