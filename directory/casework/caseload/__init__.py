"""The open cases of a coordinator or a team as work: how far each has come, what is next, and what it weighs.

Words: the `stage` of an open case is worked out from what happened in it, and stands in no column. Nobody is named here
but those whose page is shown: lists are sorted by what is plain, and the names of one page are opened.
"""
