"""What may leave: the one gate, publications, the outbox, signatures, receipts."""
