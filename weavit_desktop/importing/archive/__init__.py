"""Our own portable archive, read as warily as any other file."""
