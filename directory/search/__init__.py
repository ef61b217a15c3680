"""The index held in memory by which people find things to go to: text, meaning and place.

A `SearchDocument` is what the index knows of one service. A `Segment` is many of them as arrays that never change; the
settled one lies in a folder that all workers share, and a small one holds what has changed since. A `CatalogueIndex` is
the two together. *Lexical* means by the words that are shared, *semantic* by closeness of meaning, which needs a model
that an installation may lack.

`catalogue_reading` makes the documents from the database, in a few plain queries. Who may see what, and what a client
needs, are left to others.
"""
