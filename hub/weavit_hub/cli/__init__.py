"""The `weavit-hub` command: it prints and asks services; it decides nothing."""
