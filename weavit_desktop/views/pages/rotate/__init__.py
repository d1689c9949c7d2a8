"""Encrypting a closed vault anew."""
