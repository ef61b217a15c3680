"""Everything that is held about a person, part by part: which tables, which columns, and what they are called.

A test goes through all tables: one that knows of a person, or a column of one, that is neither named here nor left
out with a reason fails it. So nothing new can be kept of people that they are not shown.
"""
