"""Pages on which staff write a listing: part by part into a draft, with a look at it before anybody sees it.

A part is one page and one line of the task list; the module of a part holds its form, its words and its two views.
"""
