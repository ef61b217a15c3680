"""Records of the catalogue as resources of FHIR R4 (4.0.1): HealthcareService, Organization and Location.

A resource is made from the record that the open feed publishes, never from a table, so that nothing is in it which
the feed does not give. Its words: a *resource* is one record as a dictionary that JSON can write; a *concept* is a
term with the vocabulary it is from; a *searchset* is a page of resources with links to the other pages. What the base
standard has no place for is told in words (`extraDetails`, `availabilityExceptions`) or left out.
"""
