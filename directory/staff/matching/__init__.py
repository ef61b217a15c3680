"""Pages of a match: the question, what was heard, what suits and why, and what was chosen from it."""
