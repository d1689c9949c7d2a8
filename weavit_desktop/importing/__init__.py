"""Readers: bytes in, records out. Nothing is stored here, and nothing of the vault is seen."""
