"""Assessment and plan: what somebody is good at and needs, what they want, and who does what about it by when.

An `Assessment` is an appointment of its own. A `Goal` is what the person wants, in their words; a `PlanAction` is one
step towards it, and may be an activity that a match found. Every change of a plan is a `PlanChange`, so that the plan
can say what is new since it was agreed with the person, and since it was looked at last. How each goal ended is for
the closure to write down; support sessions and onward referrals are other packages.
"""
