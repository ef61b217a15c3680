"""The page of their own that people reach by a link and a code: their plan, what they agreed to, how we reach them.

What stands there, and what may be done, is in `rights.own_page`; sending and ending the link is for staff.
"""
