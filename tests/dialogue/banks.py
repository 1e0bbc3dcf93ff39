"""Random packs for the laws of the game: any attacks, grades, repertoires and tactics, and as few words as a pack
can have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from debatebot.argumentation import SCHEMES
from debatebot.chamber import make_setup
from debatebot.dialogue import TACTICS, Case
from debatebot.pack import Argument, Fact, Pack, Persona, Side, Source
from debatebot.pack.models import Issue, Motion, PackHead
from debatebot.pack.phrases import FRAME_MUST, FRAME_VARIABLES, Phrases

MOTIONS = ("first", "second")
ISSUES = ("power", "money", "method")
GRADES = ("document", "scholarship", "inference")
STANCES = ("for", "leans-for", "mixed", "rejects-premise", "leans-against", "against")
HORIZON = 1950
LATER = 1990

repeatable = settings(deadline=None, derandomize=True, max_examples=100, database=None)


def _frames(kind: str) -> list[str]:
    slots = " ".join(f"{{{{ {name} }}}}" for name in sorted(FRAME_MUST.get(kind, FRAME_VARIABLES[kind])))
    return [f"{kind} {i}: {slots}." for i in range(2)]


_BY_SIDE = {"for": ["It is so."], "against": ["It is not so."]}
PHRASES = Phrases.model_validate(
    {
        "frames": {kind: _frames(kind) for kind in FRAME_VARIABLES},
        **{part: dict.fromkeys(MOTIONS, _BY_SIDE) for part in ("criterion", "follows", "closing")},
    }
)
HEAD = PackHead(
    id="random",
    title="A random pack",
    about="For tests.",
    licence="any",
    issues=[Issue(id=name, title=name, question=f"What of {name}?", matters=["It does."]) for name in ISSUES],
    motions=[Motion(id=name, text=name, clause=name) for name in MOTIONS],
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


@st.composite
def _argument(
    draw: st.DrawFn, name: str, others: list[tuple[str, str]], owner: str | None, side: str, attacks_each: int
) -> Argument:
    """An argument against any `others`, given with their schemes; with an owner, one that nobody else may voice."""
    least = min(attacks_each, len(others))
    targets = draw(st.lists(st.sampled_from(others), unique=True, min_size=least, max_size=least + 2))
    attacks = []
    for target, scheme in targets:
        kind = draw(st.sampled_from(["rebut", "undermine", "undercut"]))
        question = draw(st.sampled_from([q.id for q in SCHEMES[scheme].questions])) if kind == "undercut" else None
        attacks.append({"target": target, "kind": kind, "question": question, "reason": f"{name} says so"})
    # on f5 alone nobody may voice it, and then it is in no line
    grounds = ["f0"] if owner else draw(st.lists(st.sampled_from(sorted(FACTS)), unique=True, min_size=1, max_size=3))
    return Argument.model_validate(
        {
            "id": name,
            "issue": draw(st.sampled_from(ISSUES)),
            "claim": f"The claim {name} is so.",
            "restate": [f"that {name} is so", f"that {name} holds"],
            "scheme": dict(others)[name],
            "grade": draw(st.sampled_from(GRADES)),
            "grounds": grounds,
            "sources": ["s1930", f"s{LATER}"],
            "motions": {"first": side, "second": draw(st.sampled_from(["for", "against"]))},
            "only": [owner] if owner else [],
            "attacks": [attack for attack in attacks if attack["target"] != name],
        }
    )


@st.composite
def _tactics(draw: st.DrawFn) -> list[Any]:
    """Any preferences in any order, some with a number; none at all is not allowed."""
    names = draw(st.lists(st.sampled_from(sorted(TACTICS)), unique=True, min_size=1))
    numbered = {"widen", "ask", "concede"}
    return [{"rule": n, "at_most": draw(st.integers(0, 3))} if n in numbered else n for n in names]


@st.composite
def _persona(draw: st.DrawFn, name: str, own: str, names: list[str]) -> Persona:
    mine = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    repertoire = list(dict.fromkeys([own, *mine]))
    spirit = [n for n in draw(st.lists(st.sampled_from(names), unique=True)) if n not in repertoire] if names else []
    return Persona.model_validate(
        {
            "id": name,
            "name": f"{name} (simulated)",
            "called": name.upper(),
            "label": "Simulated.",
            "composite": True,
            "real_persons": [],
            "horizon": HORIZON,
            "school": {"name": f"the school of {name}", "since": draw(st.sampled_from([1930, LATER]))},
            "works": [draw(st.sampled_from(sorted(SOURCES)))],
            "voice": {"register": "plain", "habits": [], "vocabulary": [], "devices": [], "avoid": []},
            "positions": {},
            "stance": {motion: {"side": draw(st.sampled_from(STANCES)), "why": "so"} for motion in MOTIONS},
            "repertoire": repertoire,
            "spirit": spirit,
            "favours": draw(st.lists(st.sampled_from([*ISSUES, *SCHEMES]), max_size=3)),
            "tactics": draw(_tactics()),
            "phrases": PHRASES,
            "wordings": {n: [f"In the words of {name}, {n} is so."] for n in repertoire},
        }
    )


@st.composite
def banks(draw: st.DrawFn, capped: bool, seats: tuple[int, ...] = (2, 3, 4), most: int = 10) -> Bank:
    """A debate on the motion `first` with that many seats, over a bank of up to `most` arguments and one per seat.

    Each speaker has an argument that it alone may voice, so that everybody can open.
    """
    size = draw(st.sampled_from(seats))
    sides = ["for", "against"] * 2
    if size == 3:
        sides = draw(st.sampled_from([["for", "against", "for"], ["for", "against", "against"]]))
    speakers = {f"p{i}": sides[i] for i in range(size)}
    names = [f"a{i}" for i in range(draw(st.integers(min(3, most), most)))]
    schemes = [(n, draw(st.sampled_from(sorted(SCHEMES)))) for n in [*names, *(f"own-{s}" for s in speakers)]]
    owners: dict[str, str | None] = {f"own-{speaker}": speaker for speaker in speakers}
    attacks_each = draw(st.integers(0, 4))
    arguments = {}
    for name, _ in schemes:
        owner = owners.get(name)
        side = speakers[owner] if owner else draw(st.sampled_from(["for", "against"]))
        arguments[name] = draw(_argument(name, schemes, owner, side, attacks_each))
    personas = {s: draw(_persona(s, f"own-{s}", names)) for s in speakers}
    pack = Pack(
        HEAD,
        SOURCES,
        FACTS,
        arguments,
        personas,
        "v",
        {issue.id: issue for issue in HEAD.issues},
        {motion.id: motion for motion in HEAD.motions},
    )
    setup = make_setup(
        pack,
        "first",
        [s for s, side in speakers.items() if side == "for"],
        [s for s, side in speakers.items() if side == "against"],
        rounds=draw(st.integers(1, 5)),
        seed=draw(st.integers(0, 10**6)),
        capped=capped,
    )
    return Bank(Case(pack, setup))


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
