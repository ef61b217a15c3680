"""Pages about a client's safety: risks for everybody who works with them, and safeguarding concerns for few."""
