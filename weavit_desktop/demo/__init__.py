"""The whole product on sample data: one salesperson, five colleagues, one hub on this machine."""
