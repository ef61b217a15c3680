"""All that happened with a client, newest first: gathered from what each part of the service keeps of its own.

Nothing is kept for it. `sources.py` lists who tells; each source is a module here, about its own kind of thing.
"""
