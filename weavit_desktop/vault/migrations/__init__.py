"""Numbered steps, one transaction each. A step that was released is never edited."""
