"""The one type that every repository takes: a connection to SQLCipher, never the standard library's sqlite3."""

from __future__ import annotations

from sqlcipher3.dbapi2 import Connection

__all__ = ["Connection"]
