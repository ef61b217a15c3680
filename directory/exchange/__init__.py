"""Representations of the catalogue for files and feeds: what comes in, one module per step of the way.

Its words: a *feed* is a file of services; an *item* is one line of it, or one entry of its list; a *bundle* is one
service with the shared records (organization, location, term, …) that the file nests in it; the *spool* is what a run
has to remember, kept in a temporary file so that memory stays flat.

`importing.run_import` is the way in: `opening` tells what a file is; `reading` and `splitting` cut one of JSON into
items, `tabular` joins one of CSV files into items of the same kind; `bundles` makes typed records
of them (`records`, read by `shapes` with the readers of `values` and `texts`), `writing` puts them into the catalogue.
An item of an older version is put into the words of Open Referral UK 3.0 first (`formats` tells which it is, `oruk1`
does it); `notices` are what there is to know of services that were taken.
It leaves the catalogue's tables to `catalogue`, and opens no transaction: the command that runs it hands that in.
"""
