"""Choosing once what the company sees of several people."""
