"""Lists of referrals: a CSV of a practice or a hospital, one person a row, looked at before it is taken in.

The same row is never taken in twice. What is wrong is told row by row and given back, and the sound rows go in as one.
"""
