"""Activities as a plain spreadsheet, for groups that have nothing else: one activity a row, headings in plain words.

A sheet (xlsx, ods or csv) is read into `lines`, each with its row number; `activities` puts the lines of an activity
together and makes of them the same record as a feed's service, or says in words what is wrong and how to put it right.
`offering` shows what taking it in would do, and does it. The other way, `listing` writes activities of the catalogue
as lines, and `writing` puts lines into a file. The columns, with what people are told of them, stand in `columns`.
"""
