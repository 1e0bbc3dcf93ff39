"""A debate in the Argument Interchange Format, as AIFdb takes it: a JSON nodeset of what was said and what it argued.

Information nodes (I) and locutions (L) never meet directly: an edge always begins or ends at a scheme node, which is
an inference (RA), a conflict (CA), a transition from turn to turn (TA) or an illocution (YA).
"""

from __future__ import annotations

import json
from typing import Any

from debatebot.argumentation import SCHEMES
from debatebot.dialogue import ATTACKS, CHAIR, UTTERANCES, MoveKind, Turn
from debatebot.pack import AttackKind, Side
from debatebot.review.record import Record

_ILLOCUTIONS = {
    MoveKind.QUESTION: "Challenging",
    MoveKind.CONCEDE: "Conceding",
    MoveKind.RETRACT: "Retracting",
}


def aif(record: Record) -> str:
    """The debate as an AIFdb nodeset, as it was spoken. Raises ReviewError without a pack."""
    return json.dumps(_Net(record).nodeset(), ensure_ascii=False, indent=1) + "\n"


class _Net:
    """A nodeset under construction."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.case = record.case
        self.time = record.debate.started_at[:19].replace("T", " ")
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self.locutions: list[dict[str, Any]] = []
        self.participants: dict[str, dict[str, str]] = {}
        self.said: dict[int, str] = {}  # turn -> its locution
        self.facts: dict[str, str] = {}
        self.claims: dict[str, str] = {}
        self.premises: dict[str, list[str]] = {}  # argument -> the facts it was uttered with
        self.inferences: dict[str, str] = {}

    def nodeset(self) -> dict[str, Any]:
        """The whole net."""
        motion = self.case.pack.motions[self.record.setup.motion]
        self.sides = {
            Side.FOR: self.node("I", motion.text),
            Side.AGAINST: self.node("I", f"It is not so that {motion.clause}"),
        }
        for side in Side:
            self.through(self.sides[side], self.node("CA", "Default Conflict"), self.sides[side.other])
        previous: Turn | None = None
        for turn in self.record.turns:
            self.turn(turn, previous)
            previous = turn
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "locutions": self.locutions,
            "participants": list(self.participants.values()),
        }

    def node(self, kind: str, text: str, scheme: str | None = None) -> str:
        """A new node's id."""
        name = str(len(self.nodes) + 1)
        made = {"nodeID": name, "text": text, "type": kind, "timestamp": self.time}
        self.nodes.append(made if scheme is None else {**made, "scheme": scheme})
        return name

    def edge(self, start: str, end: str) -> None:
        """An edge between two nodes."""
        name = str(len(self.edges) + 1)
        self.edges.append({"edgeID": name, "fromID": start, "toID": end, "formEdgeID": None})

    def through(self, start: str, middle: str, end: str) -> None:
        """`start` to `end` by way of a scheme node."""
        self.edge(start, middle)
        self.edge(middle, end)

    def says(self, start: str, illocution: str, end: str) -> None:
        """The illocution by which a locution or a transition brings in `end`."""
        self.through(start, self.node("YA", illocution), end)

    def turn(self, turn: Turn, previous: Turn | None) -> None:
        """A turn's locution, how it follows from an earlier one, and what it argues."""
        person = self.person(turn)
        words = f"{self.name(turn)}: {turn.text}"
        own = self.said[turn.seq] = self.node("L", words)
        self.locutions.append(
            {"nodeID": own, "personID": person, "timestamp": self.time, "start": None, "end": None, "source": None}
        )
        anchor = own
        before = turn.replies_to if turn.replies_to is not None else previous.seq if previous else None
        if before is not None and before in self.said:
            anchor = self.node("TA", "Default Transition")
            self.through(self.said[before], anchor, own)
        if turn.move is MoveKind.WELCOME:
            self.says(own, "Pure Questioning", self.sides[Side.FOR])
        elif turn.move in UTTERANCES and turn.argument is not None and not turn.of_chair:
            self.argue(turn, turn.argument, own, anchor)
        elif turn.move is MoveKind.ANSWER and turn.target in self.claims:
            self.infer(turn, turn.target, own, anchor)
        elif turn.move in _ILLOCUTIONS and turn.target in self.claims:
            self.says(own, _ILLOCUTIONS[turn.move], self.claims[turn.target])

    def argue(self, turn: Turn, name: str, own: str, anchor: str) -> None:
        """An argument put on the table: its claim, what it rests on, what it serves, what it attacks."""
        argument = self.case.pack.arguments[name]
        claim = self.claims[name] = self.node("I", argument.claim)
        self.says(own, "Asserting", claim)
        self.inferences[name] = self.infer(turn, name, own, anchor)
        serves = self.node("RA", "Default Inference")
        self.through(claim, serves, self.sides[self.case.sides[name]])
        self.says(anchor, "Arguing", serves)
        if turn.target in self.claims:
            self.attack(turn, name, turn.target, anchor)

    def infer(self, turn: Turn, name: str, own: str, anchor: str) -> str:
        """The inference from the facts that a turn gives to the claim of `name`."""
        title = SCHEMES[self.case.pack.arguments[name].scheme].title
        inference = self.node("RA", f"Argument from {title}", title)
        for fact in turn.facts:
            if fact not in self.facts:
                self.facts[fact] = self.node("I", self.case.pack.facts[fact].statement)
            self.says(own, "Asserting", self.facts[fact])
            self.edge(self.facts[fact], inference)
            self.premises.setdefault(name, []).append(self.facts[fact])
        self.edge(inference, self.claims[name])
        self.says(anchor, "Arguing", inference)
        return inference

    def attack(self, turn: Turn, name: str, target: str, anchor: str) -> None:
        """A conflict: with the target's claim, the first of its grounds, or its inference."""
        kind = turn.move.value
        if turn.move not in ATTACKS:  # an opening attacks too, and only the bank says how
            attack = self.case.defeats[name].get(target)
            kind = attack.kind.value if attack else AttackKind.REBUT.value
        hit = self.claims[target]
        if kind == AttackKind.UNDERCUT:
            hit = self.inferences[target]
        elif kind == AttackKind.UNDERMINE and target in self.premises:
            hit = self.premises[target][0]  # the bank does not say which of the grounds is meant
        conflict = self.node("CA", "Default Conflict", kind)
        self.through(self.claims[name], conflict, hit)
        self.says(anchor, "Disagreeing", conflict)

    def name(self, turn: Turn) -> str:
        """The speaker's name as it is shown."""
        if turn.of_chair and turn.speaker == CHAIR:
            return "The chair"
        persona = self.case.pack.personas.get(turn.speaker)
        return persona.name if persona and self.record.is_persona(turn) else turn.speaker

    def person(self, turn: Turn) -> str:
        """The participant's id. Only a real author's name has a first name."""
        name = self.name(turn)
        if name not in self.participants:
            persona = self.case.pack.personas.get(turn.speaker)
            first, _, last = name.partition(" ") if persona and not persona.composite else ("", "", name)
            number = str(len(self.participants) + 1)
            self.participants[name] = {"participantID": number, "firstname": first, "surname": last or name}
        return self.participants[name]["participantID"]
