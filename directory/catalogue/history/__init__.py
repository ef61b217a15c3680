"""What changed in a record, by whom, when, from what source and why; and what waits for a decision or to be finished.

Our words: a revision is one change with its author, a draft is one that its author still writes, and a local value
is what people here put in place of what a source says.
"""
