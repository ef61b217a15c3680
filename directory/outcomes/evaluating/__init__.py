"""Evaluation of a cohort: from what people answered, at the start and at the end, to every figure about it.

It works on a `Dataset`, which says nothing of where answers come from: an imported file, or a scheme's own records.
Its words: a Measure is one number or one ordered answer that is evaluated (a questionnaire may give several); a
Grouping splits people (by sex, by age); a pair is one person's measure at the start and at the end.
"""
