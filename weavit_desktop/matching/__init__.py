"""Recognising the same person: normalise, find candidates, compare, link."""
