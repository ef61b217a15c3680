"""Instruments as packs: the shape each has, the list of them, and scoring by it.

A pack is one module of `outcomes.instruments` with a `PACK`. Adding a questionnaire is adding that module; nothing else
lists them, and `tests/outcomes/packs/test_every_pack.py` holds each to the same promises. Licensed wording is never in
a pack: items have a number and a short neutral label of our own.
"""
