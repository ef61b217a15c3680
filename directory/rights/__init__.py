"""What a person is owed of their own record: all that is held about them, in words they can read.

Its words: a Part is one kind of thing that is held, such as agreements; an entry is one of them. Correction,
withdrawal and the record itself are casework's.
"""
