"""The weekly letter: what is new, has changed or ended in what a champion keeps and what a colleague watches.

Somebody watches a term or an area (a postcode district). A round is one week's letters: what it tells of is fixed when
it begins, so that it can be ended anywhere and begun again, and nobody gets a week's letter twice.
"""
