"""Work nobody waits for: putting new texts to the language model, and sending the outbox."""
