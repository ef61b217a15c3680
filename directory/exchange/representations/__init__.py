"""Records of the catalogue as Open Referral UK 3.0 writes them: for the open feed, and for files that are exported.

Its words: an *entity* is a kind of record of the standard and the fields that it publishes; a *gathering* holds the
rows of some records and of all that hangs on them, read with one query a table; a *representation* is a record as a
dictionary, nested, in which nothing is null or empty. Numbers, dates and UUIDs stay what they are; the JSON encoder
writes them.

What the profile has no place for and HSDS has (telephones, room, eligibility in words) is published where HSDS puts
it. What comes in from outside was cleaned when it came; it is cleaned again here, for an editor's words were not.
"""
