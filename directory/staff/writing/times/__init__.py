"""When a listing is on, in plain questions: each time on a page of its own, with the dates that would follow from it.

A time is one schedule with what hangs on it: its dates left out or added, and what it does on certain days.
"""
