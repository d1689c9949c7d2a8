"""The other process: it reaches the joined hub and nothing else, and has no vault and no key."""
