"""Joining a hub, step by step."""
