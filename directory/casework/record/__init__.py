"""What is known of a client beyond how to reach them: who they are, what matters, how they live, what they need.

The questions are those of the Social Prescribing standard (PRSB, DAPB4066, version 1.1), kept by version in
`questions.toml`. Notes of the team are here too. Nobody has to answer anything.
"""
