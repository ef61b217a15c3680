"""What a machine finds wrong in the catalogue: it proposes, a person decides.

Its words: a *sighting* is what one look finds about one value of a record; a *finding* is what is kept of it from
night to night, open until the value is put right or somebody dismisses it. `facts` reads the catalogue, `reach`,
`past_dates`, `costs` and their like judge what was read without a database, `recording` keeps it, `queries` and
`deciding` are for the people who look after the records.
"""
