"""The log: one SQLite file with every debate, written by a journal and read by readers.

Of the labels only those that a turn changed are stored; a reader takes the latest of each argument up to a turn.
"""

from debatebot.log.errors import LogError
from debatebot.log.journal import Journal, Phase, Status
from debatebot.log.purge import Purged, purge
from debatebot.log.queries import Ballot, Debate, Hit, Reader

__all__ = ["Ballot", "Debate", "Hit", "Journal", "LogError", "Phase", "Purged", "Reader", "Status", "purge"]
