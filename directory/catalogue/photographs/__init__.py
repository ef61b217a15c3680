"""Pictures of activities: what may be sent, how it is written anew, and how long it is kept.

A photograph, with its words and its place on the page, is a part of a listing like any other: it is drafted, suggested
and taken back with the listing. Here is only what is different about it, the picture.
"""
