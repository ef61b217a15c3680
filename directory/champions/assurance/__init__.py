"""Assurance of a group: what a service should know of it before anybody is sent there.

Its words: an *assurance* is what was found on one day about safeguarding, insurance and the like; the newest counts,
the older ones stay. A *lack* is what is missing in it, or has lapsed. Nothing of it is public, and none of it leaves in
a feed or a file: the tables stand beside the record, and no exporter knows them.
"""
