"""Making two records one, and undoing it: who stays, whose word counts, and what becomes of all that names the other.

Our words: the survivor keeps its id, and the record that went leads to it from then on.
"""
