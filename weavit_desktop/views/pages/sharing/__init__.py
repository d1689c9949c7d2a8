"""Sharing: what waits and its bytes, what the company sees now, and what the hub holds."""
