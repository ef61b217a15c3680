"""The catalogue: who offers what, where, when, at what cost and for whom, in the words of Open Referral UK 3.0.

Its words: an Organization runs a Service; a Service is only ever something people can go to; it happens at a
Location (ServiceAtLocation) by a Schedule. A TaxonomyTerm describes any of them through an Attribute, and carries the
Phrases people use for it. `assured_date` is when someone last checked a listing, `last_modified` when it last changed.

It leaves finding to `search`, choosing for a person to `matching`, and who keeps a listing true to `champions`.
"""
