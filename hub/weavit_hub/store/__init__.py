"""All SQL of the hub. Portable: text keys, no triggers, retries where two writers meet."""
