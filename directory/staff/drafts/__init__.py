"""Forms that give back what was begun in them.

A form takes part with a line in `drafted_forms.py`; with `find_offer` and `show_drafted` in the view that shows it;
with `drop_draft` in the one that takes it, inside the same transaction; and with two macros of `_drafts.html`.
"""
