"""Open questionnaires of a client, answered question by question."""
