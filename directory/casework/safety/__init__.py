"""Keeping people safe: risks that are known of somebody, and safeguarding concerns that few may read.

Both come with a referral or are written down by a colleague, stand until a person ends them on a day, and never end by
the clock. A risk is for everybody who works with the client; a concern for their coordinator, the managers, and who
triages while they wait. Whoever may not read a concern does not learn that there is one.
"""
