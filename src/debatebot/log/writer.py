"""The one thread that writes: it owns the connection, takes jobs in order, and gives results and errors back."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final, Generic, TypeVar

from sqlite_utils import Database

from debatebot.log import schema
from debatebot.log.errors import LogError, explain

T = TypeVar("T")

PATIENCE: Final = 5.0  # seconds to wait for another program that holds the database


class _Errand(Generic[T]):
    """A job on its way to the writer's thread and back. A bare lock is the cheapest thing to wait for."""

    __slots__ = ("_back", "_error", "_job", "_result")

    def __init__(self, job: Callable[[sqlite3.Connection], T]) -> None:
        self._job = job
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._back = threading.Lock()
        self._back.acquire()

    def run(self, conn: sqlite3.Connection) -> None:
        """Do the job, in the writer's thread; its error is kept for the one who waits."""
        try:
            self._result.append(self._job(conn))
        except BaseException as error:
            self._error = error
        finally:
            self._back.release()

    def wait(self) -> T:
        """The job's result, or its error, raised in the waiting thread."""
        self._back.acquire()
        if self._error is not None:
            raise self._error
        return self._result[0]


def open_database(path: Path) -> Database:
    """The database at `path`, made or brought up to date; LogError if it cannot be."""
    if not path.parent.is_dir():
        raise LogError(f"The folder {path.parent} does not exist. Make it, or name another file with --db.")
    if path.is_dir():
        raise LogError(f"{path} is a folder. Name a file in it, such as {path / 'debates.db'}.")
    # SQLite keeps two more files beside the database, so the folder counts as well as the file.
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise LogError(f"{place} may not be written. Change its rights, or name another file with --db.")
    conn: sqlite3.Connection | None = None
    try:
        # No implicit transactions: they are begun and committed here, and nowhere else.
        conn = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        db = Database(conn, execute_plugins=False)
        schema.inspect(db, path)  # before the first change: another program's file is left as it is
        conn.execute("PRAGMA journal_mode = WAL")
        # NORMAL with WAL loses nothing when the process is killed; after a power cut the last turns may be gone,
        # the database stays whole.
        conn.execute("PRAGMA synchronous = NORMAL")
        if schema.inspect(db, path):
            schema.upgrade(db)
        conn.execute("PRAGMA foreign_keys = ON")
    except BaseException as error:
        if conn is not None:
            conn.close()
        if isinstance(error, sqlite3.Error):
            raise explain(error, path) from error
        raise
    return db


class Writer:
    """Runs jobs on the connection one after another; a caller waits for its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._errands: SimpleQueue[_Errand[Any] | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing may be queued behind the end
        self._closed = False
        opened: Future[None] = Future()
        # A daemon: a program that forgets to close can still end, and every commit is on disk by then.
        self._thread = threading.Thread(target=self._serve, args=(opened,), name="log writer", daemon=True)
        self._thread.start()
        try:
            opened.result()
        except BaseException:
            self._closed = True
            raise

    def call(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `job`, run outside of any transaction; LogError for what SQLite refuses."""
        errand = _Errand(job)
        with self._gate:
            if self._closed:
                raise LogError(f"The log {self.path} is closed. Open it again to write.")
            self._errands.put(errand)
        try:
            return errand.wait()
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise explain(error, self.path) from error

    def transact(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The result of `job`, run in one transaction: all that it wrote is kept, or nothing."""

        def whole(conn: sqlite3.Connection) -> T:
            conn.execute("BEGIN IMMEDIATE")
            try:
                result = job(conn)
                conn.execute("COMMIT")
            except BaseException:
                if conn.in_transaction:  # a full disk may have rolled it back already
                    conn.execute("ROLLBACK")
                raise
            return result

        return self.call(whole)

    def close(self) -> None:
        """Finish the jobs at hand and close the file. Closing twice is fine."""
        with self._gate:
            if not self._closed:
                self._closed = True
                self._errands.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _serve(self, opened: Future[None]) -> None:
        try:
            db = open_database(self.path)
        except BaseException as error:
            opened.set_exception(error)
            return
        opened.set_result(None)
        try:
            while (errand := self._errands.get()) is not None:
                errand.run(db.conn)
        finally:
            db.close()
