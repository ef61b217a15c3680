"""The index held in memory by which people find things to go to: text, meaning and place.

A `SearchDocument` is what the index knows of one service. A `CatalogueIndex` is built from all of them and never
changes; when the catalogue does, a new one is built that takes over what has stayed the same. *Lexical* means by the
words that are shared, *semantic* by closeness of meaning, which needs a model that an installation may lack.

`catalogue_reading` makes the documents from the database, in a few plain queries. Who may see what, and what a client
needs, are left to others.
"""
