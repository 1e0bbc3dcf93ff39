"""The one error that the fronts show to a person; its message says what to do next."""

from __future__ import annotations


class UserError(Exception):
    """Something that the person at the keyboard can mend."""
