"""Importing: files in, the flight check, the import, and what it brought."""
