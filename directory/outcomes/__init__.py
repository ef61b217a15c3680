"""Outcomes: what was measured at the start and the end of a case, and what that says, honestly.

Its words: an Instrument is a questionnaire; an InstrumentResponse is one filled in, on an occasion (baseline or exit);
a Score is a number worked out from it. Scores stay plain so that evaluation can run on them; whose they are is a key.
"""
