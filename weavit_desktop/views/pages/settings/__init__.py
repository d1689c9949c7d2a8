"""Settings: you, security, the hub, reading and motion, about."""
