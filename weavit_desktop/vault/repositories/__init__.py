"""All SQL about what the vault holds: functions that take a connection, and give and take frozen records."""
