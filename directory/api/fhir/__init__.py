"""The catalogue at `/fhir`, for systems that speak FHIR R4 (4.0.1): read and search, in JSON.

It stands on the open feed: the same records, the same rules of what is published, the same ways of keeping answers.
Its words: a *kind* is a type of resource; a *search* is what one request asks for; a *parameter* is one of those that
R4 defines for a kind. The one table of parameters makes the search, the CapabilityStatement and the page about it.
"""
