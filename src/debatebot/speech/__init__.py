"""Moves into words: a persona's voice, the chair's, and what was said so far."""

from debatebot.speech.chair import Announcement, Chair
from debatebot.speech.composer import Composer
from debatebot.speech.memory import Memory
from debatebot.speech.parts import Utterance
from debatebot.speech.templates import Prompts

__all__ = ["Announcement", "Chair", "Composer", "Memory", "Prompts", "Utterance"]
