"""Form fields with the GOV.UK widgets, set up as our pages want them: one module for each kind of answer.

Every field takes `required=` with the sentence shown where nothing was entered; without it the field may be left
empty. Text comes stripped, with plain line ends and without characters a database would refuse.
"""
