"""The records of Open Referral UK 3.0 as this installation takes them, with the HSDS extras it has columns for.

Each class is one table and says for each field how it is read. What is not named here is ignored. Records nested for
convenience (an organization in a service) are moved out by `bundles`, which leaves their key in `…_key`.
"""
