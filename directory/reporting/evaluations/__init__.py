"""An evaluation as people and programs read it: every figure by measure, group and statistic, tables, and plain text.

All of this is the internal kind, at full precision and with small groups: it is for those who may open the records. No
page shows it.
"""
