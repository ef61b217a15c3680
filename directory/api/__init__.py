"""The open feed: the catalogue for other directories and programs, as Open Referral UK 3.0 says it is to be given.

Anybody may read it, from any web page; nothing in it is private, it sets no cookie, and it knows nobody. Its words: a
*list* is an endpoint with pages; a *question* is what the parameters of one request ask for; an *edition* is the state
of the catalogue that an answer was made from. Records are written by `exchange.representations`; which of them are
published is decided in `catalogue.publishing`.
"""
