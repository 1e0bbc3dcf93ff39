"""Names of persons: hidden where a class's debate leaves the house, and ids of users never shown at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

_MENTION = re.compile(r"<@[!&]?\d+>")
_SNOWFLAKE = re.compile(r"\d{15,20}")


@dataclass(frozen=True)
class People:
    """What each person is called instead."""

    names: Mapping[str, str]

    @classmethod
    def numbered(cls, persons: Iterable[str]) -> People:
        """Everyone as Student 1, Student 2 and so on."""
        return cls({person: f"Student {number}" for number, person in enumerate(persons, 1)})

    @classmethod
    def with_ids(cls, persons: Iterable[str]) -> People:
        """Everyone by name; who has only a user's id, as Student and a number."""
        numbered = cls.numbered(persons).names
        return cls({name: other for name, other in numbered.items() if _bare_id(name)})

    def renamed(self, person: str) -> str:
        """What to call `person`."""
        return self.names.get(person, person)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The other names by every spelling of the names that a text may have, longer ones first.

        A name may begin a sentence. A single word is taken in no other case: Will is a name, and will is a word.
        """
        found: dict[str, str] = {}
        for name, other in self.names.items():
            for spelling in (name, name[:1].upper() + name[1:]):
                if spelling.strip():
                    found.setdefault(spelling, other)
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds the names as whole words."""
        words = "|".join(map(re.escape, self.spellings))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None


def hide(text: str, people: People) -> str:
    """`text` with the other names for those of `people`, and without mentions of users by their ids."""
    if people.pattern is not None:
        text = people.pattern.sub(lambda found: people.spellings[found[0]], text)
    return _MENTION.sub("@member", text)


def _bare_id(name: str) -> bool:
    return bool(_SNOWFLAKE.fullmatch(name) or _MENTION.fullmatch(name))
