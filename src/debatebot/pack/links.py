"""Whether everything in a pack leads where it says: ids, sides, critical questions, horizons, wordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from debatebot.argumentation import SCHEMES
from debatebot.pack.draft import Draft
from debatebot.pack.frames import frame_errors, template_errors
from debatebot.pack.models import Argument, AttackKind, PackHead, Persona, Side
from debatebot.pack.phrases import FRAME_VARIABLES, frame_text, frame_when
from debatebot.pack.problems import nearest
from debatebot.pack.yamltext import Path as KeyPath

Report = Callable[[KeyPath, str], None]
FEW = 16  # so many ids a message lists


def check_links(draft: Draft) -> None:
    """Adds to `draft.problems` every reference that leads nowhere or cannot hold."""
    issues, motions = draft.known("issue"), draft.known("motion")
    if draft.head is not None:
        _twice(draft, draft.head.id, "issues", [i.id for i in draft.head.issues])
        _twice(draft, draft.head.id, "motions", [m.id for m in draft.head.motions])
    for fact in draft.facts.values():
        report = _reporter(draft, "fact", fact.id)
        _one(report, ("issue",), fact.issue, issues, "issue")
        _known(report, ("sources",), fact.sources, draft.known("source"), "source")
    for argument in draft.arguments.values():
        _argument(draft, argument, issues, motions)
    _cycles(draft)
    for persona in draft.personas.values():
        _persona(draft, persona, issues, motions)


def _reporter(draft: Draft, kind: str, name: str) -> Report:
    return lambda path, message: draft.problem(kind, name, path, message)


def _known(report: Report, path: KeyPath, names: Iterable[str], known: Iterable[str], what: str) -> None:
    known = list(known)
    for i, name in enumerate(names):
        _one(report, (*path, i), name, known, what)


def _one(report: Report, path: KeyPath, name: str, known: Iterable[str], what: str) -> None:
    known = list(known)
    # nothing known means that its file cannot be read, which is reported already
    if known and name not in known:
        listed = f" ({', '.join(known)})" if len(known) <= FEW else ""
        report(
            path, f"there is no {what} {name}{nearest(name, known)}; use the id of one{listed}, or add it to the pack"
        )


def _twice(draft: Draft, name: str, path: str, ids: list[str]) -> None:
    for i, one in enumerate(ids):
        if one in ids[:i]:
            draft.problem("head", name, (path, i, "id"), f"the id {one} is used twice; give one of them another name")


def _argument(draft: Draft, argument: Argument, issues: list[str], motions: list[str]) -> None:
    report = _reporter(draft, "argument", argument.id)
    _one(report, ("issue",), argument.issue, issues, "issue")
    _scheme(report, argument)
    _known(report, ("grounds",), argument.grounds, draft.known("fact"), "fact")
    _known(report, ("sources",), argument.sources, draft.known("source"), "source")
    _known(report, ("only",), argument.only, draft.known("persona"), "persona")
    for motion in argument.motions:
        if motions and motion not in motions:
            report(("motions", motion), f"there is no motion {motion}{nearest(motion, motions)}; see pack.yaml")
    if argument.caution is not None:
        _known(report, ("caution", "show"), argument.caution.show, draft.known("fact"), "fact")
    _attacks(draft, argument, report)
    _clashes(draft, argument, report)
    for i, name in enumerate(argument.supports):
        other = draft.arguments.get(name)
        if other is None:
            _one(report, ("supports", i), name, draft.known("argument"), "argument")
        elif any(other.motions.get(m, side) is not side for m, side in argument.motions.items()):
            report(("supports", i), f"{name} serves the other side in a motion; an argument supports its own side only")


def _scheme(report: Report, argument: Argument) -> None:
    if argument.scheme not in SCHEMES:
        near = nearest(argument.scheme, SCHEMES)
        report(("scheme",), f"there is no scheme {argument.scheme}{near}; use one of {', '.join(SCHEMES)}")


def _clashes(draft: Draft, argument: Argument, report: Report) -> None:
    """What one speaker can hardly say together has to be on one side somewhere."""
    _known(report, ("clashes",), argument.clashes, draft.known("argument"), "argument")
    for i, name in enumerate(argument.clashes):
        other = draft.arguments.get(name)
        if other is not None and all(argument.motions.get(m) is not side for m, side in other.motions.items()):
            report(("clashes", i), f"{name} is never on the same side; to contradict it, add an attack instead")


def _attacks(draft: Draft, argument: Argument, report: Report) -> None:
    seen: set[str] = set()
    for i, attack in enumerate(argument.attacks):
        target = draft.arguments.get(attack.target)
        if target is None:
            _one(report, ("attacks", i, "target"), attack.target, draft.known("argument"), "argument")
            continue
        if attack.target in seen:
            report(("attacks", i, "target"), f"{attack.target} is attacked twice by {argument.id}; keep one attack")
        seen.add(attack.target)
        shared = [m for m in argument.motions if m in target.motions]
        if not any(argument.motions[m] is not target.motions[m] for m in shared):
            report(
                ("attacks", i, "target"),
                f"{attack.target} is never on the other side from {argument.id}, so the attack stays inside a side; "
                "remove it, or correct the motions of one of them",
            )
        _question(report, i, attack.kind, attack.question, target)


def _question(report: Report, i: int, kind: AttackKind, question: str | None, target: Argument) -> None:
    scheme = SCHEMES.get(target.scheme)
    if kind is not AttackKind.UNDERCUT:
        if question is not None:
            report(("attacks", i, "question"), f"only an undercut names a critical question; this is a {kind.value}")
        return
    if scheme is None:
        return
    known = [q.id for q in scheme.questions]
    if question is None:
        report(
            ("attacks", i),
            "an undercut names a critical question of the target's scheme; add question: with one of "
            + ", ".join(known),
        )
    elif question not in known:
        message = f"{question} is no critical question of the scheme {scheme.id} of {target.id}"
        report(("attacks", i, "question"), f"{message}{nearest(question, known)}; use one of {', '.join(known)}")


def _cycles(draft: Draft) -> None:
    """Reports each circle of arguments that support one another, once, at the support that closes it."""
    done: set[str] = set()
    for first in draft.arguments:
        trail: dict[str, list[str]] = {} if first in done else {first: list(draft.arguments[first].supports)}
        while trail:
            name, left = list(trail.items())[-1]
            if not left:
                done.add(name)
                del trail[name]
                continue
            other = left.pop(0)
            if other in trail:
                names = list(trail)
                ring = " > ".join([*names[names.index(other) :], other])
                place = ("supports", draft.arguments[name].supports.index(other))
                draft.problem("argument", name, place, f"supports go in a circle ({ring}); cut one")
            elif other in draft.arguments and other not in done:
                trail[other] = list(draft.arguments[other].supports)


def _persona(draft: Draft, persona: Persona, issues: list[str], motions: list[str]) -> None:
    report = _reporter(draft, "persona", persona.id)
    if persona.id == "chair":
        report(("id",), "chair is the name of the chair itself; give the persona another id, and its file too")
    _known(report, ("works",), persona.works, draft.known("source"), "source")
    _known(report, ("targets",), persona.targets, draft.known("persona"), "persona")
    _known(report, ("repertoire",), persona.repertoire, draft.known("argument"), "argument")
    _known(report, ("spirit",), persona.spirit, draft.known("argument"), "argument")
    _known(report, ("grants",), persona.grants, draft.known("argument"), "argument")
    _known(report, ("favours",), persona.favours, [*issues, *SCHEMES] if issues else [], "issue or scheme")
    for name, source in persona.reported.items():
        if name not in persona.repertoire:
            report(("reported", name), f"{name} is not in the repertoire; add it there or remove it here")
        _one(report, ("reported", name), source, draft.known("source"), "source")
    for issue, positions in persona.positions.items():
        if issues and issue not in issues:
            report(("positions", issue), f"there is no issue {issue}{nearest(issue, issues)}; see pack.yaml")
        for i, position in enumerate(positions):
            _known(report, ("positions", issue, i, "sources"), position.sources, draft.known("source"), "source")
            _known(report, ("positions", issue, i, "leans_on"), position.leans_on, draft.known("fact"), "fact")
    for motion in motions:
        if motion not in persona.stance:
            report(("stance",), f"the stance on {motion} is missing; add it with side and why")
    for motion in persona.stance:
        if motions and motion not in motions:
            report(("stance", motion), f"there is no motion {motion}{nearest(motion, motions)}; see pack.yaml")
    _words(draft, persona, motions, report)
    _frames(persona, report)
    _horizon(draft, persona, report)


def _words(draft: Draft, persona: Persona, motions: list[str], report: Report) -> None:
    for name in persona.repertoire:
        if name not in persona.wordings:
            report(("wordings",), f"there is no wording of {name}, which is in the repertoire; write some")
    for name in persona.wordings:
        if name not in persona.repertoire:
            report(
                ("wordings", name), f"{name} is not in the repertoire{nearest(name, persona.repertoire)}; add it there"
            )
    for name in persona.as_advocate:
        _one(report, ("as_advocate", name), name, draft.known("argument"), "argument")
        if name in persona.repertoire:
            report(("as_advocate", name), f"{name} is in the repertoire; move its words to wordings")
    phrases: dict[str, Any] = {
        "criterion": persona.phrases.criterion,
        "follows": persona.phrases.follows,
        "closing": persona.phrases.closing,
    }
    for part, by_motion in phrases.items():
        for motion in motions:
            if motion not in by_motion:
                report(("phrases", part), f"{motion} is missing; add it with for: and against:")
    for part, by_motion in (*phrases.items(), ("rejoinder", persona.phrases.rejoinder)):
        for motion in by_motion:
            if motions and motion not in motions:
                report(
                    ("phrases", part, motion), f"there is no motion {motion}{nearest(motion, motions)}; see pack.yaml"
                )
    if draft.head is not None:
        _criteria(draft.head, persona, report)


def _criteria(head: PackHead, persona: Persona, report: Report) -> None:
    """Opening sentences set a criterion of their own side; rejoinders answer one of the other side."""
    for motion in head.motions:
        for side in Side:
            own, theirs = motion.criteria.of(side), motion.criteria.of(side.other)
            said = persona.phrases.criterion.get(motion.id)
            for i, criterion in enumerate(said.of(side.value) if said is not None else ()):
                path: KeyPath = ("phrases", "criterion", motion.id, side.value, i, "test")
                if criterion.test not in own:
                    report(path, _no_test(criterion.test, own, motion.id, side))
            answers = persona.phrases.rejoinder.get(motion.id)
            for test, texts in (answers.of(side.value) if answers is not None else {}).items():
                path = ("phrases", "rejoinder", motion.id, side.value, test)
                if test not in theirs:
                    report(path, _no_test(test, theirs, motion.id, side.other))
                for i, text in enumerate(texts):
                    for error in template_errors("rejoinder", text):
                        report((*path, i), error)


def _no_test(test: str, known: dict[str, str], motion: str, side: Side) -> str:
    return (
        f"{motion} has no criterion {test} of the side {side.value}{nearest(test, known)}; use one of "
        f"{', '.join(known)}, or add it in pack.yaml"
    )


def _frames(persona: Persona, report: Report) -> None:
    """A frame that cannot be filled, or that reaches for more than its slots, stops a pack from loading."""
    for kind in FRAME_VARIABLES:
        for i, frame in enumerate(persona.phrases.frames.of(kind)):
            when = frame_when(frame)
            place: KeyPath = ("phrases", "frames", kind, i)
            for error in frame_errors(kind, frame_text(frame), when):
                report(place if when is None else (*place, "say"), error)
    for name, questions in persona.phrases.questions.items():
        scheme = SCHEMES.get(name)
        if scheme is None:
            report(("phrases", "questions", name), f"there is no scheme {name}{nearest(name, SCHEMES)}")
            continue
        known = [question.id for question in scheme.questions]
        for question, texts in questions.items():
            place = ("phrases", "questions", name, question)
            if question not in known:
                say = f"{question} is no critical question of {name}{nearest(question, known)}; use one of "
                report(place, say + ", ".join(known))
            for i, text in enumerate(texts):
                for error in template_errors("questions", text):
                    report((*place, i), error)


def _horizon(draft: Draft, persona: Persona, report: Report) -> None:
    for i, name in enumerate(persona.repertoire):
        argument = draft.arguments.get(name)
        if argument is None:
            continue
        grounds = [draft.facts[g] for g in argument.grounds if g in draft.facts]
        if grounds and all(fact.known_since > persona.horizon for fact in grounds):
            years = ", ".join(f"{fact.id} {fact.known_since}" for fact in grounds)
            report(
                ("repertoire", i),
                f"every ground of {name} is later than the horizon {persona.horizon} ({years}); add an earlier fact to "
                "its grounds, or remove it from the repertoire",
            )
        sources = [draft.sources[s] for s in argument.sources if s in draft.sources]
        known = [s for s in sources if s.id in persona.works or s.known_since <= persona.horizon]
        if sources and not known:
            report(
                ("repertoire", i), f"every source of {name} is later than the horizon {persona.horizon}; add another"
            )
