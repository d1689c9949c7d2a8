"""The process that computes facts of people beside an import: without the vault, its key, or the network."""
