"""What happened, recorded in the transaction that made it true: timeline, audit trail and outbox at once."""
