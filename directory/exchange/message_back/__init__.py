"""A message to a GP practice or a referrer: what stands in it, after the information standard for social prescribing
(DAPB4066), and its forms as PDF and as a FHIR document.
"""
