"""Between somebody asking and somebody supporting them: how urgent it is, who supports them, and trying to reach them.

Its words: urgency is what a person judges, never a program; an Allocation says who supports a client from when on; a
ContactAttempt is one try to reach somebody; targets are counted in working days. Programs propose, people decide.
"""
