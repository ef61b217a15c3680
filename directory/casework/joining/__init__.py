"""Two records of one person become one, and can be parted again.

A pair of records that are alike is put before a person, who says whether they are one (`join_records`) or two people.
One record is kept; all that hangs on the other comes to it, sealed anew under the key of the kept one, and the old
reference leads there. A journal says what came, what had to give way and how it was, so that `part_records` gives both
back. Referrals that wait are joined in `referrals_in`; listings in `catalogue`.
"""
