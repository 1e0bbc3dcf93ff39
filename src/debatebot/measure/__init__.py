"""The quality of debates, measured over many of them."""

from debatebot.measure.table import Plan, Results, play, rows, summary

__all__ = ["Plan", "Results", "play", "rows", "summary"]
