"""The tabular data package of HSDS 3.0: a zip of CSV files, one for each kind of record, joined into services.

Its words: a *table* is one kind of record and its file; an *owner* is the record that a row hangs on, by a column such
as `service_id`; a *row* is known by its file and the line it begins on.

`package.Package` is the way in and behaves like `reading.Feed`: `archive` judges the zip before anything is unpacked,
`cells` reads one CSV file, `store` keeps the rows in a temporary file, and `joining` puts services together from it.
What comes out is read on as Open Referral UK 3.0, which is a profile of the same standard.
"""
