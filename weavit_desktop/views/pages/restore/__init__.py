"""Restoring a backup, in place of a vault that is closed or gone."""
