"""When things happen: rules of repeating as the standard writes them, the dates they come to, and what is on.

Our words: a `Schedule` is a rule, an `Occurrence` is one date of it, a pattern is the part of a rule that picks days,
and the timetable is all schedules of the catalogue together. Times of day are local wall times in Europe/London.
"""
