"""Monica's export of an account as JSON (version 4)."""
