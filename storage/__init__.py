"""What is kept: tables, transactions, the outbox and the append-only log."""
