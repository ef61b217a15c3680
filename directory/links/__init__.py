"""Links by which people without an account see something told in confidence, and answer it: signed links.

A link alone shows nothing, since letters are passed on. It is for one purpose and about one record; whoever opens it
asks for a code, which goes to the contact that is registered, and with the code may look for half an hour. What a link
is about, and who may see it, is for the package of its purpose.
"""
