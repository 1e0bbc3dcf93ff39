"""debatebot: sourced, explained and replayable debates for history classrooms."""

__version__ = "0.1.0"
