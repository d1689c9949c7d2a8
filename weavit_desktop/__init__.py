"""Weavit Desktop: a private relationship vault, and the one gate through which anything leaves it."""
