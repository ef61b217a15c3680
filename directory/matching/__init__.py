"""Ranks what people could go to for one person's words, hobbies and needs, and says why.

A `Profile` is what was said. A `Concept` is a need or interest of our own vocabulary, with the phrases people use for
it and what helps; it is `Heard` where a statement holds one of those phrases. A `RefusedThing` is what the person said
they do not want. A `Limit` rules out what cannot be for the person. A `Suggestion` is one service with its score and
the reasons for it.

`settling`, `current` and `vocabulary_reading` keep step with the database; all else is plain values in, reasons out.
Finding by words, meaning and place is left to `search`.
"""
