"""The record of who changed what and who looked at whom. Rows are only ever added; the database refuses the rest.

It holds ids and names of fields, never values: a log of health records must not become a second health record.
"""
