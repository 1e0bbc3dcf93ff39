"""Random packs for the laws of the game: any attacks, grades, repertoires and tactics, and as few words as a pack
can have."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from debatebot.argumentation import SCHEMES
from debatebot.chamber import make_setup
from debatebot.dialogue import TACTICS, Case
from debatebot.pack import Argument, Fact, Pack, Persona, Side, Source
from debatebot.pack.models import Criteria, Issue, Motion, PackHead
from debatebot.pack.phrases import FRAME_MUST, FRAME_VARIABLES, Phrases

MOTIONS = ("first", "second")
ISSUES = ("power", "money", "method")
GRADES = ("document", "scholarship", "inference")
STANCES = ("for", "leans-for", "mixed", "rejects-premise", "leans-against", "against")
NUMBERED = frozenset({"widen", "ask", "concede"})
HORIZON = 1950
LATER = 1990

repeatable = settings(deadline=None, derandomize=True, max_examples=250, database=None)


def _frames(kind: str) -> list[str]:
    slots = " ".join(f"{{{{ {name} }}}}" for name in sorted(FRAME_MUST.get(kind, FRAME_VARIABLES[kind])))
    return [f"{kind} {i}: {slots}." for i in range(2)]


_BY_SIDE = {"for": ["It is so."], "against": ["It is not so."]}
_TESTS = {"for": {"yes": "whether it is so"}, "against": {"no": "whether it is not so"}}
_CRITERIA = {"for": [{"test": "yes", "say": "Is it so?"}], "against": [{"test": "no", "say": "Is it not so?"}]}
PHRASES = Phrases.model_validate(
    {
        "frames": {kind: _frames(kind) for kind in FRAME_VARIABLES},
        "criterion": dict.fromkeys(MOTIONS, _CRITERIA),
        **{part: dict.fromkeys(MOTIONS, _BY_SIDE) for part in ("follows", "closing")},
    }
)
HEAD = PackHead(
    id="random",
    title="A random pack",
    about="For tests.",
    licence="any",
    issues=[Issue(id=name, title=name, question=f"What of {name}?", matters=["It does."]) for name in ISSUES],
    motions=[Motion(id=name, text=name, clause=name, criteria=Criteria.model_validate(_TESTS)) for name in MOTIONS],
)
SOURCES = {
    f"s{year}": Source(
        id=f"s{year}",
        author="Somebody",
        title="Something",
        year=year,
        cite=f"Somebody {year}",
        kind="monograph",
        camp="none",
        published="somewhere",
    )
    for year in (1930, LATER)
}


def _fact(number: int, year: int, source: str) -> Fact:
    return Fact.model_validate(
        {
            "id": f"f{number}",
            "issue": "power",
            "date": str(year),
            "statement": f"Something happened, number {number}.",
            "sources": [source],
            "confidence": "high",
            "tends_to": "both",
            "verified": "page",
        }
    )


# the last one is after the horizon of every persona
FACTS = {f"f{i}": _fact(i, 1920 + i, "s1930") for i in range(5)} | {"f5": _fact(5, LATER, f"s{LATER}")}


@dataclass(frozen=True)
class Bank:
    """A pack and a debate on it."""

    case: Case

    def without(self, kept: dict[str, list[Any]]) -> Bank:
        """The same debate where every argument has only the attacks that `kept` names."""
        pack = self.case.pack
        arguments = {n: a.model_copy(update={"attacks": kept[n]}) for n, a in pack.arguments.items()}
        return Bank(Case(replace(pack, arguments=arguments), self.case.setup))


class _Maker:
    """Fills a pack at random. What gives it its shape is drawn by hypothesis; what fills it comes from a seed."""

    def __init__(self, seed: int, size: int, attacks_each: int, speakers: dict[str, Side]) -> None:
        self.rng = random.Random(seed)
        self.attacks_each = attacks_each
        self.speakers = speakers
        self.shared = [f"a{i}" for i in range(size)]
        self.owners = {f"own-{speaker}": speaker for speaker in speakers}
        names = [*self.shared, *self.owners]
        self.schemes = {name: self.rng.choice(sorted(SCHEMES)) for name in names}
        self.sides = {n: speakers[self.owners[n]] if n in self.owners else self.rng.choice(list(Side)) for n in names}

    def pack(self) -> Pack:
        return Pack(
            HEAD,
            SOURCES,
            FACTS,
            {name: self.argument(name) for name in self.schemes},
            {name: self.persona(name) for name in self.speakers},
            "v",
            {issue.id: issue for issue in HEAD.issues},
            {motion.id: motion for motion in HEAD.motions},
        )

    def some(self, among: Iterable[str], most: int) -> list[str]:
        found = list(among)
        return self.rng.sample(found, self.rng.randint(0, min(most, len(found))))

    def argument(self, name: str) -> Argument:
        """Attacks on anybody, its own side too. One that has an owner may be voiced by nobody else."""
        rng, owner = self.rng, self.owners.get(name)
        across = [n for n in self.sides if self.sides[n] is not self.sides[name]]
        inside = [n for n in self.sides if self.sides[n] is self.sides[name] and n != name]
        targets = [*rng.sample(across, min(self.attacks_each, len(across))), *self.some(inside, 2)]
        # on f5 alone nobody may voice it, and then it is in no line
        grounds = ["f0"] if owner else rng.sample(sorted(FACTS), rng.randint(1, 2))
        return Argument.model_validate(
            {
                "id": name,
                "issue": rng.choice(ISSUES),
                "claim": f"The claim {name} is so.",
                "restate": [f"that {name} is so", f"that {name} holds"],
                "scheme": self.schemes[name],
                "grade": rng.choice(GRADES),
                "grounds": grounds,
                "sources": ["s1930", f"s{LATER}"],
                "motions": {"first": self.sides[name], "second": rng.choice(list(Side))},
                "only": [owner] if owner else [],
                "attacks": [self.attack(name, target) for target in targets],
            }
        )

    def attack(self, name: str, target: str) -> dict[str, Any]:
        kind = self.rng.choice(["rebut", "undermine", "undercut"])
        question = self.rng.choice(SCHEMES[self.schemes[target]].questions).id if kind == "undercut" else None
        return {"target": target, "kind": kind, "question": question, "reason": f"{name} says so"}

    def persona(self, name: str) -> Persona:
        rng = self.rng
        repertoire = [f"own-{name}", *self.some(self.shared, 99)]
        return Persona.model_validate(
            {
                "id": name,
                "name": f"{name} (simulated)",
                "called": name.upper(),
                "label": "Simulated.",
                "composite": True,
                "real_persons": [],
                "horizon": HORIZON,
                "school": {"name": f"the school of {name}", "since": rng.choice([1930, LATER])},
                "works": [rng.choice(sorted(SOURCES))],
                "voice": {"register": "plain", "habits": [], "vocabulary": [], "devices": [], "avoid": []},
                "positions": {},
                "stance": {motion: {"side": rng.choice(STANCES), "why": "so"} for motion in MOTIONS},
                "repertoire": repertoire,
                "spirit": self.some((n for n in self.shared if n not in repertoire), 99),
                "favours": self.some([*ISSUES, *SCHEMES], 3),
                "tactics": self.tactics(),
                "phrases": PHRASES,
                "wordings": {
                    n: {role: [f"In the words of {name}, {n} is so ({role})."] for role in ("open", "reply", "close")}
                    for n in repertoire
                },
            }
        )

    def tactics(self) -> list[Any]:
        """Any preferences in any order, some with a number; at least one, as a persona must have."""
        names = self.rng.sample(sorted(TACTICS), self.rng.randint(1, len(TACTICS)))
        return [{"rule": n, "at_most": self.rng.randint(0, 3)} if n in NUMBERED else n for n in names]


@st.composite
def banks(draw: st.DrawFn, capped: bool, seats: tuple[int, ...] = (2, 3, 4), most: int = 14) -> Bank:
    """A debate on the motion `first` with that many seats, over a bank of up to `most` arguments and one per seat.

    Each speaker has an argument that it alone may voice, so that everybody can open.
    """
    size = draw(st.sampled_from(seats))
    sides = [Side.FOR, Side.AGAINST, draw(st.sampled_from(Side)) if size == 3 else Side.FOR, Side.AGAINST][:size]
    speakers = {f"p{i}": side for i, side in enumerate(sides)}
    maker = _Maker(draw(st.integers(0, 10**6)), draw(st.integers(0, most)), draw(st.integers(0, 4)), speakers)
    pack = maker.pack()
    rows = [[s for s, side in speakers.items() if side is one] for one in Side]
    rounds, seed = draw(st.integers(1, 6)), draw(st.integers(0, 10**6))
    return Bank(Case(pack, make_setup(pack, "first", *rows, rounds=rounds, seed=seed, capped=capped)))


def crossing(bank: Bank) -> dict[str, list[Any]]:
    """For each argument, its attacks on the other side."""
    found = {}
    for name, argument in bank.case.pack.arguments.items():
        side = argument.motions[bank.case.setup.motion]
        other = {n for n, a in bank.case.pack.arguments.items() if a.motions[bank.case.setup.motion] is not side}
        found[name] = [attack for attack in argument.attacks if attack.target in other]
    return found


def both_sides(case: Case) -> list[str]:
    """Everything that anybody in the debate may voice."""
    return case.eligible(Side.FOR) + case.eligible(Side.AGAINST)
