"""The encrypted vault: keys, header, database. All SQL lives here."""
