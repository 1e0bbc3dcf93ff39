"""What went wrong with the log, said so that a person knows what to do next."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class LogError(Exception):
    """The log cannot be opened, read or written; the message says what to do."""


def explain(error: Exception, path: Path) -> LogError:
    """The error of SQLite, or of a value that it cannot hold, in a person's words."""
    if isinstance(error, OverflowError):
        return LogError(
            "A number is too large for the log: SQLite keeps whole numbers up to 2^63 - 1. Take a smaller one."
        )
    if isinstance(error, UnicodeError):
        return LogError("A text has broken characters (half of a pair), which the log cannot keep. Remove them.")
    # An extended code (say, a failed foreign key) has its family in the low byte.
    match (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            message = f"The disk of {path} is full; nothing of this was kept. Free some space, then go on."
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            message = f"{path} is in use by another program that does not let go. Close that program and try again."
        case sqlite3.SQLITE_NOTADB:
            message = f"{path} is not an SQLite database. Name another file with --db or DEBATEBOT_DB."
        case sqlite3.SQLITE_CORRUPT:
            message = f"{path} is damaged ({error}). Restore it from a copy, or rescue it with `sqlite3 FILE .recover`."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            message = f"{path} may not be written. Give the bot's user the right to write the file and its folder."
        case sqlite3.SQLITE_CANTOPEN:
            message = (
                f"{path} cannot be opened. The file must be readable, and its folder writable, for the bot's user."
            )
        case sqlite3.SQLITE_IOERR:
            message = (
                f"The disk failed while using {path} ({error}). Check the disk and its free space, then start again."
            )
        case sqlite3.SQLITE_CONSTRAINT:
            message = f"The log refused a row that does not fit the rest ({error}); nothing of it was kept."
        case _:
            message = f"The log {path} could not be used: {error}."
    return LogError(message)
