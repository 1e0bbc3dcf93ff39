"""The chair's words: welcome, a change of issue, a caution, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from debatebot.argumentation import ASKS, ProofStandard
from debatebot.dialogue import Case, Seat, State, Verdict
from debatebot.dialogue.tactics import draw
from debatebot.pack import Side
from debatebot.speech.memory import Memory
from debatebot.speech.templates import Prompts

NAMED = 2  # standing points that the verdict names for each side


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the chair says, with what it cites and where the words come from."""

    text: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    frame: str
    phrases: tuple[str, ...] = ()

    def provenance(self) -> dict[str, Any]:
        """The origin of the words, as the log keeps it."""
        part = {"kind": "chair", "text": self.text, "frame": self.frame, "phrases": list(self.phrases)}
        return {"parts": [part]}


class Chair:
    """The chair of one debate."""

    def __init__(self, case: Case, prompts: Prompts, memory: Memory) -> None:
        self.case = case
        self.prompts = prompts
        self.memory = memory

    def welcome(self) -> Announcement:
        """The opening words: the motion, who speaks for which side, and whose voices are simulated."""
        motion = self.case.pack.motions[self.case.setup.motion]
        personas = [seat for seat in self.case.setup.seats if seat.persona is not None]
        everybody = len(personas) == len(self.case.setup.seats)
        named = " and ".join(self._called(seat) for seat in personas)
        voices = "the voices are" if everybody else f"the voice of {named} is"
        if not everybody and len(personas) > 1:
            voices = f"the voices of {named} are"
        rows = {side: self._names(side) for side in Side}
        text, frame = self._pick(
            "welcome",
            0,
            motion=motion.text,
            clause=motion.clause,
            for_names=" and ".join(rows[Side.FOR]),
            against_names=" and ".join(rows[Side.AGAINST]),
            speaks_for="speaks" if len(rows[Side.FOR]) == 1 else "speak",
            voices=voices,
        )
        return Announcement(text, (), (), frame)

    def announce(self, issue_id: str, turn: int, seat: Seat) -> Announcement | None:
        """The change to an issue by `seat`, in a sentence that says why it matters; None if it was announced before."""
        issue = self.case.pack.issues[issue_id]
        matters = [m for m in issue.matters if self.memory.fresh(m)]
        if len(matters) < len(issue.matters):
            return None
        chosen = matters[draw(self.case.setup.seed, turn, f"matters {issue_id}")[0] % len(matters)]
        text, frame = self._pick("announce", turn, title=issue.title, speaker=self._called(seat), matters=chosen)
        return Announcement(text, (), (), frame, (issue_id,))

    def caution(self, argument_id: str, turn: int) -> Announcement | None:
        """What must be shown with an argument, with its facts' sources; None if it has no caution."""
        argument = self.case.pack.arguments[argument_id]
        if argument.caution is None:
            return None
        text, frame = self._pick("caution", turn, restate=argument.restate[0], say=argument.caution.say)
        facts = tuple(argument.caution.show)
        sources = dict.fromkeys(s for f in facts for s in self.case.pack.facts[f].sources[:1])
        cited = "; ".join(self.case.pack.sources[s].cite for s in sources)
        return Announcement(f"{text} [{cited}]" if cited else text, facts, tuple(sources), frame, (argument_id,))

    def verdict(self, state: State, verdict: Verdict) -> Announcement:
        """The outcome in words: what stands, what fell and to what, what would have turned it."""
        drawn: list[int] = []

        def one_of(*texts: str) -> str:
            number = draw(self.case.setup.seed, len(state.turns), f"verdict {len(drawn)}")[0] % len(texts)
            drawn.append(number)
            return texts[number]

        text = self.prompts.render("chair/verdict.j2", one_of=one_of, **self.verdict_values(state, verdict))
        return Announcement(text, (), (), f"chair/verdict/{'.'.join(map(str, drawn))}")

    def verdict_values(self, state: State, verdict: Verdict) -> dict[str, Any]:
        """What the verdict's template is filled with."""
        arguments = self.case.pack.arguments
        standing = {
            side: [arguments[n].restate[0] for n in verdict.standing if self.case.sides[n] is side][:NAMED]
            for side in Side
        }
        asked = self._asked(state)
        return {
            "outcome": verdict.outcome,
            "standard": verdict.standard.replace("-", " "),
            "asks": None if verdict.standard == "balance" else ASKS[ProofStandard(verdict.standard)],
            "balance": f"{verdict.balance:.2f}",
            "standing_for": standing[Side.FOR],
            "standing_against": standing[Side.AGAINST],
            "fallen": self._fallen(verdict),
            "asked_for": asked.get(Side.FOR),
            "asked_against": asked.get(Side.AGAINST),
            "open": [arguments[n].restate[0] for n in verdict.open][:1],
            "turning": [arguments[n].restate[0] for n in verdict.turning],
            "ended": _ended(verdict, self.case.setup.capped),
        }

    def _asked(self, state: State) -> dict[Side, str]:
        """By what each side asked the motion to be judged; where partners asked twice, the first."""
        criteria = self.case.pack.motions[self.case.setup.motion].criteria
        found: dict[Side, str] = {}
        for turn in state.turns:
            for part in turn.provenance.get("parts", ()):
                if part["kind"] == "criterion" and turn.side is not None and turn.side not in found:
                    found[turn.side] = criteria.of(turn.side)[part["test"]]
        return found

    def _fallen(self, verdict: Verdict) -> list[dict[str, str]]:
        """The first two fallen points, each with the reason of the attack that brought it down."""
        found = []
        for name in verdict.fallen[:NAMED]:
            reply = verdict.explanations[name].replies[0]
            attack = self.case.defeats[reply.attacker][name]
            found.append({"point": self.case.pack.arguments[name].restate[0], "reason": attack.reason})
        return found

    def _pick(self, template: str, turn: int, **values: Any) -> tuple[str, str]:
        """The first fresh variant in an order the seed draws, and its name."""
        variants = self.prompts.variants(f"chair/{template}.j2", **values)
        start = draw(self.case.setup.seed, turn, template)[0] % len(variants)
        order = [(start + i) % len(variants) for i in range(len(variants))]
        names = {i: f"chair/{template}/{i}" for i in order}
        order.sort(key=lambda i: self.memory.frames[names[i]])
        best = next((i for i in order if self.memory.fresh(variants[i])), order[0])
        return variants[best], names[best]

    def _names(self, side: Side) -> list[str]:
        return [self._called(seat) for seat in self.case.setup.seats if seat.side is side]

    def _called(self, seat: Seat) -> str:
        return self.case.pack.personas[seat.persona].called if seat.persona else seat.speaker


def _ended(verdict: Verdict, capped: bool) -> str:
    """What ended the rounds: `rounds`, the `silence` of one side, or `exhausted` for both."""
    if verdict.closed_by == "rounds":
        return "rounds"
    return "silence" if capped else "exhausted"
