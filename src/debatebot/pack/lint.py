"""What makes a pack poor though it can be loaded: points without an answer, words without a source, dead ends.

The lint knows nothing of the game. What it needs to know of it is handed in: the names of the tactics, and what a
persona may say on a side (`Voices`), which the command line takes from `dialogue`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from debatebot.pack.draft import Draft, Pack, read_draft
from debatebot.pack.links import check_links
from debatebot.pack.models import Argument, AttackKind, Limit, Persona, Side
from debatebot.pack.plain import Traces, form_errors
from debatebot.pack.problems import Problem, nearest
from debatebot.pack.voice_lint import Voices, lint_advocate, lint_words, recorded
from debatebot.pack.yamltext import Path as KeyPath

ROUNDS = 8  # the longest debate
ENOUGH = ROUNDS + 1  # arguments: an opening and one a round
_JOINING = frozenset({"for", "since", "so", "because", "that", "if", "here", "when", "as"})


def lint(folder: Path, tactics: Collection[str] = (), voices: Voices | None = None) -> list[Problem]:
    """Everything wrong with the pack in `folder`, in the order of files and lines; an empty list if nothing is.

    What stops a pack from loading is reported alone; the rest is looked at once the pack loads. Without `tactics` or
    `voices` the checks that need them are left out.
    """
    draft = _loaded(folder)
    if not draft.problems:
        pack = draft.pack()
        _issues(draft)
        _dates(draft)
        _answers(draft)
        _enough(draft)
        _texts(draft)
        traces = Traces(draft)
        for persona in draft.personas.values():
            _label(draft, persona)
            _tactics(draft, persona, tactics)
            _positions(draft, persona)
            lint_words(draft, persona, traces)
        if voices is not None:
            _dead_ends(draft, pack, voices, own=True)
            for persona in draft.personas.values():
                lint_advocate(draft, pack, persona, voices)
    return sorted(set(draft.problems))


def notes(folder: Path, voices: Voices | None = None) -> list[Problem]:
    """What the author of a pack may want to know and need not mend; an empty list for a pack that does not load."""
    draft = _loaded(folder)
    if draft.problems:
        return []
    pack = draft.pack()
    for argument in draft.arguments.values():
        for i, attack in enumerate(argument.attacks):
            inside = [m for m, crosses in _shared(draft, argument, attack.target) if not crosses]
            if inside:
                say = f"does not count in {', '.join(inside)}, where both serve the same side"
                draft.problem("argument", argument.id, ("attacks", i, "target"), say)
    _unused(draft)
    if voices is not None:
        _dead_ends(draft, pack, voices, own=False)
        _short_of_words(draft, pack, voices)
    return sorted(set(draft.problems))


def _loaded(folder: Path) -> Draft:
    draft = read_draft(folder)
    check_links(draft)
    return draft


def _issues(draft: Draft) -> None:
    assert draft.head is not None
    used = {argument.issue for argument in draft.arguments.values()}
    for i, issue in enumerate(draft.head.issues):
        if issue.id not in used:
            say = f"no argument belongs to the issue {issue.id}; write one, or remove the issue"
            draft.problem("head", draft.head.id, ("issues", i, "id"), say)


def _dates(draft: Draft) -> None:
    """A fact without a year could be told by a speaker who died before it."""
    for fact in draft.facts.values():
        if fact.public_since is None and not fact.known_since:
            say = f'"{fact.date}" names no year; write the year with four digits, or add public_since:'
            draft.problem("fact", fact.id, ("date",), say)


def _answers(draft: Draft) -> None:
    for argument in draft.arguments.values():
        for motion, side in argument.motions.items():
            against = [a for a in draft.arguments.values() if a.motions.get(motion) is side.other]
            hits = [(a, attack.kind) for a in against for attack in a.attacks if attack.target == argument.id]
            if any(_defeats(a, kind, argument) for a, kind in hits):
                continue
            if hits:
                weak = ", ".join(f"{a.id} ({kind.value}, {a.grade.value})" for a, kind in hits)
                say = (
                    f"is attacked in {motion} only on weaker evidence, which defeats nothing: {weak}, against "
                    f"{argument.grade.value}; make one of them an undercut, or add an attack on evidence as good"
                )
            else:
                say = (
                    f"is attacked by nothing in {motion}; add an attack on it to an argument that serves {side.other}"
                    f" there, or remove {motion} here"
                )
            draft.problem("argument", argument.id, ("motions", motion), say)


def _defeats(attacker: Argument, kind: AttackKind, target: Argument) -> bool:
    return kind is AttackKind.UNDERCUT or attacker.grade.weight >= target.grade.weight


def _defeated_by(draft: Draft, motion: str, target: Argument) -> set[str]:
    other = target.motions[motion].other
    return {
        argument.id
        for argument in draft.arguments.values()
        if argument.motions.get(motion) is other
        for attack in argument.attacks
        if attack.target == target.id and _defeats(argument, attack.kind, target)
    }


def _dead_ends(draft: Draft, pack: Pack, voices: Voices, own: bool) -> None:
    """Arguments that a persona says as its `own`, or as an advocate, and that no other persona has an answer to."""
    for motion in pack.motions:
        said = {(p, side): set(voices(pack, p, motion, side)) for p in pack.personas for side in Side}
        for argument in pack.arguments.values():
            answers = _defeated_by(draft, motion, argument) if motion in argument.motions else set()
            if not answers:
                continue
            side = argument.motions[motion]
            stuck = [
                name
                for name, persona in pack.personas.items()
                if argument.id in said[name, side]
                and (argument.id in persona.repertoire) is own
                and not any(answers & said[other, side.other] for other in pack.personas if other != name)
            ]
            if stuck:
                say = (
                    f"when {', '.join(stuck)} says it in {motion}, nobody can answer: what defeats it "
                    f"({', '.join(sorted(answers))}) no opponent may say; give it to another repertoire or spirit"
                )
                draft.problem("argument", argument.id, ("motions", motion), say)


def _enough(draft: Draft) -> None:
    assert draft.head is not None
    for i, motion in enumerate(draft.head.motions):
        for side in Side:
            count = sum(a.motions.get(motion.id) is side for a in draft.arguments.values())
            if count < ENOUGH:
                say = (
                    f"{count} arguments serve {side.value} in {motion.id}; a debate of {ROUNDS} rounds needs {ENOUGH}: "
                    "write more, or add the motion to arguments that bear on it"
                )
                draft.problem("head", draft.head.id, ("motions", i, "id"), say)


def _texts(draft: Draft) -> None:
    """The sentences of pack.yaml, facts and arguments, which chair and speakers say as they stand."""
    assert draft.head is not None
    for i, motion in enumerate(draft.head.motions):
        for key in ("text", "clause"):
            _form(draft, "head", draft.head.id, ("motions", i, key), getattr(motion, key))
    for i, issue in enumerate(draft.head.issues):
        _form(draft, "head", draft.head.id, ("issues", i, "question"), issue.question)
        for j, text in enumerate(issue.matters):
            _form(draft, "head", draft.head.id, ("issues", i, "matters", j), text)
    for fact in draft.facts.values():
        _form(draft, "fact", fact.id, ("statement",), fact.statement, fact.quotes)
    for argument in draft.arguments.values():
        quotes = recorded(draft, argument)
        for path, text in _argument_texts(argument):
            _form(draft, "argument", argument.id, path, text, quotes)
        _reasons(draft, argument)


def _argument_texts(argument: Argument) -> Iterator[tuple[KeyPath, str]]:
    yield ("claim",), argument.claim
    for i, text in enumerate(argument.restate):
        yield ("restate", i), text
    for i, text in enumerate(argument.about):
        yield ("about", i), text
    for i, attack in enumerate(argument.attacks):
        yield ("attacks", i, "reason"), attack.reason
    if argument.caution is not None:
        yield ("caution", "say"), argument.caution.say


def _reasons(draft: Draft, argument: Argument) -> None:
    """Frames put "for", "since" or "so" before a reason, so it may not begin with such a word itself."""
    for i, attack in enumerate(argument.attacks):
        first = attack.reason.split(maxsplit=1)[0]
        if first in _JOINING:
            say = f'begins with "{first}", and frames say "for" or "since" before a reason; turn the clause round'
            draft.problem("argument", argument.id, ("attacks", i, "reason"), say)


def _form(draft: Draft, kind: str, name: str, path: KeyPath, text: str, quotes: Collection[str] = ()) -> None:
    for error in form_errors(text, quotes):
        draft.problem(kind, name, path, error)


def _label(draft: Draft, persona: Persona) -> None:
    for path, text in ((("called",), persona.called), (("school", "name"), persona.school.name)):
        _form(draft, "persona", persona.id, path, text)
    for key in ("name", "label"):
        if "simulated" not in getattr(persona, key).lower():
            draft.problem("persona", persona.id, (key,), 'must say that the voice is simulated; add "(simulated)"')
    if persona.composite and "composite" not in f"{persona.name} {persona.label}".lower():
        say = 'composite is true, so name or label must contain the word "composite"; add it'
        draft.problem("persona", persona.id, ("label",), say)


def _tactics(draft: Draft, persona: Persona, known: Collection[str]) -> None:
    for i, tactic in enumerate(persona.tactics):
        name = tactic.rule if isinstance(tactic, Limit) else tactic
        if known and name not in known:
            path: KeyPath = ("tactics", i, "rule") if isinstance(tactic, Limit) else ("tactics", i)
            say = f"there is no tactic {name}{nearest(name, known)}; use one of {', '.join(known)}"
            draft.problem("persona", persona.id, path, say)


def _positions(draft: Draft, persona: Persona) -> None:
    for issue, positions in persona.positions.items():
        for i, position in enumerate(positions):
            for j, name in enumerate(position.sources):
                year = draft.sources[name].known_since
                if year > persona.horizon and name not in persona.works:
                    _late(draft, persona, ("positions", issue, i, "sources", j), name, year)
            for j, name in enumerate(position.leans_on):
                if draft.facts[name].known_since > persona.horizon:
                    _late(draft, persona, ("positions", issue, i, "leans_on", j), name, draft.facts[name].known_since)


def _late(draft: Draft, persona: Persona, path: KeyPath, name: str, year: int) -> None:
    say = f"{name} ({year}) is later than the horizon {persona.horizon}; remove it, or name an earlier one"
    draft.problem("persona", persona.id, path, say)


def _shared(draft: Draft, argument: Argument, target: str) -> list[tuple[str, bool]]:
    """The motions that two arguments share, each with whether they are on different sides there."""
    other = draft.arguments[target]
    return [(m, side is not other.motions[m]) for m, side in argument.motions.items() if m in other.motions]


def _unused(draft: Draft) -> None:
    arguments, personas = draft.arguments.values(), draft.personas.values()
    grounds = {g for a in arguments for g in a.grounds}
    grounds |= {g for a in arguments if a.caution for g in a.caution.show}
    grounds |= {f for p in personas for ps in p.positions.values() for position in ps for f in position.leans_on}
    sources = {s for a in arguments for s in a.sources} | {s for f in draft.facts.values() for s in f.sources}
    sources |= {s for p in personas for s in (*p.works, *p.reported.values())}
    voiced = {a for p in personas for a in (*p.repertoire, *p.spirit)}
    for kind, names, used in (("fact", draft.facts, grounds), ("source", draft.sources, sources)):
        for name in names:
            if name not in used:
                draft.problem(kind, name, (), f"nothing in the pack uses this {kind}")
    for name in draft.arguments:
        if name not in voiced:
            draft.problem("argument", name, (), "is in no persona's repertoire or spirit; only advocates will say it")


def _short_of_words(draft: Draft, pack: Pack, voices: Voices) -> None:
    for persona in pack.personas:
        for motion in pack.motions:
            for side in Side:
                count = len(voices(pack, persona, motion, side))
                if count < ENOUGH:
                    say = (
                        f"has {count} arguments {side.value} {motion}; after {max(count - 1, 0)} rounds it only repeats"
                    )
                    draft.problem("persona", persona, ("repertoire",), say)
