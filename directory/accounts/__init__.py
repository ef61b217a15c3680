"""Who works here: schemes, users, their roles, signing in, and the `requires` guard on every page.

Its words: a Scheme is a team with its own clients and staff; a User is a member of staff; a Role says what kind of
work they do in one scheme; an Actor is a user at work in a scheme now. It knows nothing of clients: whether an actor
may see one is decided in the policies of the packages that hold them.
"""
