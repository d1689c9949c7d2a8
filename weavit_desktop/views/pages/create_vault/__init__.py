"""Creating a vault: the passphrase, then the recovery kit."""
