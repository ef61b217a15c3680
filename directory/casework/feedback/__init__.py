"""Complaints, thanks and incidents: what people tell us of our own service, what was done about it, and by when.

Each is told by a client, by somebody else or by nobody who is known, on their own page or to a colleague, and stays
until a person closes it. Who a complaint or an incident is about does not read it, nor that it is there. The agreement
that is called `feedback` elsewhere is another thing: it lets a practice be told how support went.
"""
