"""What is due: for who works with clients, what they have to do by a day, overdue first, then today, then this week.

Nothing is kept for it. `sources.py` lists who tells; each source is a module here, about its own kind of thing.
"""
