"""The quality of debates, measured over many of them."""

from debatebot.measure.table import Plan, Results, blind, blind_rows, play, rows, summary
from debatebot.measure.variety import variety
from debatebot.measure.voices import Blind

__all__ = ["Blind", "Plan", "Results", "blind", "blind_rows", "play", "rows", "summary", "variety"]
