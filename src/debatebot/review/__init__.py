"""Review: a logged debate with its pack, its argument map, and its exports."""

from debatebot.review.exports import FORMATS, export
from debatebot.review.lines import as_text, debate_line, turn_line, verdict_line
from debatebot.review.map import dot, text_map, tree
from debatebot.review.record import Record, ReviewError, Votes
from debatebot.review.report import Report

__all__ = [
    "FORMATS",
    "Record",
    "Report",
    "ReviewError",
    "Votes",
    "as_text",
    "debate_line",
    "dot",
    "export",
    "text_map",
    "tree",
    "turn_line",
    "verdict_line",
]
