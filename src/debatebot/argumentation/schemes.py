"""Argumentation schemes and their critical questions, in our own words (after Walton, Reed & Macagno 2008).

An undercut names the critical question that it answers against its target; a question asks it. `statistics` is not
in the canon: its questions are those that a historian puts to any count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class CriticalQuestion:
    """A question that an argument of a scheme must be ready for.

    `burden` tells who must show something once it is asked: the `arguer` for an assumption, the `asker` for an
    exception. `text` begins in lower case and ends with a question mark.
    """

    id: str
    text: str
    burden: Literal["arguer", "asker"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pattern of argument: `gist` completes the words "it argues that"."""

    id: str
    title: str
    gist: str
    questions: tuple[CriticalQuestion, ...]

    def question(self, question_id: str) -> CriticalQuestion:
        """The critical question with that id; KeyError if the scheme has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


def _scheme(scheme_id: str, title: str, gist: str, *questions: tuple[str, str, str]) -> Scheme:
    made = (
        CriticalQuestion(name, text, "arguer" if kind == "assumption" else "asker") for name, kind, text in questions
    )
    return Scheme(scheme_id, title, gist, tuple(made))


SCHEMES: dict[str, Scheme] = {
    scheme.id: scheme
    for scheme in (
        _scheme(
            "expert-opinion",
            "expert opinion",
            "a historian or contemporary judges so",
            ("field", "assumption", "is the matter within the field of the one who is cited?"),
            ("in-context", "assumption", "was it really said, and in that context?"),
            ("evidence", "exception", "does the judgement rest on sources or only on its own authority?"),
            ("others-differ", "exception", "do other specialists judge otherwise?"),
            ("bias", "exception", "had the one who is cited a stake in the answer?"),
        ),
        _scheme(
            "sign",
            "sign",
            "one thing shows another",
            ("goes-with", "assumption", "does such a sign usually go with what it is said to show?"),
            ("other-explanation", "exception", "is there not a better explanation of the same sign?"),
        ),
        _scheme(
            "example",
            "example",
            "a case shows the rule",
            ("as-told", "assumption", "did it happen as it is told?"),
            ("typical", "assumption", "is the case typical or only well picked?"),
            ("counter-examples", "exception", "are there cases that show the contrary?"),
        ),
        _scheme(
            "precedent",
            "precedent",
            "an earlier case is like a later one",
            ("similar", "assumption", "are the two cases alike in what matters?"),
            ("difference", "exception", "is there a difference that outweighs the likeness?"),
            ("other-case", "exception", "does another case, just as like, point the other way?"),
        ),
        _scheme(
            "cause-to-effect",
            "cause to effect",
            "one thing brought about another",
            ("strong-enough", "assumption", "is the link from cause to effect strong enough?"),
            ("other-cause", "exception", "would another cause have been enough?"),
            ("blocked", "exception", "did anything stop the cause from working?"),
        ),
        _scheme(
            "consequences",
            "consequences",
            "an act is judged by what followed",
            ("likely", "assumption", "how likely were those consequences?"),
            ("evidence", "assumption", "what evidence is there for them?"),
            ("opposite", "exception", "were there consequences the other way?"),
            ("foreseeable", "exception", "could anybody have foreseen them then?"),
        ),
        _scheme(
            "motive",
            "motive",
            "an act is explained by an aim",
            ("had-goal", "assumption", "did he really have that aim?"),
            ("means", "assumption", "was the act a means to that aim?"),
            ("other-means", "exception", "were other means open to him?"),
            ("conflicting-goals", "exception", "had he other aims that conflict with it?"),
            ("able", "exception", "was he able to do it at all?"),
        ),
        _scheme(
            "inconsistency",
            "inconsistency",
            "word and deed, or two words, do not agree",
            ("committed", "assumption", "was he really bound to what he is said to contradict?"),
            ("clash", "assumption", "do the word and the deed truly clash?"),
            ("changed-with-reasons", "exception", "did the view change for good reasons?"),
            ("touches-claim", "exception", "does the contradiction touch the question at all?"),
        ),
        _scheme(
            "definition",
            "definition",
            "a case falls under a word",
            ("which", "assumption", "which definition of the word is meant?"),
            ("meets", "assumption", "does the case meet that definition?"),
            ("rival", "exception", "is there a rival definition that fits better?"),
        ),
        _scheme(
            "counterfactual",
            "counterfactual",
            "something else would have happened otherwise",
            ("single-change", "assumption", "is only one thing changed, and all the rest left as it was?"),
            ("plausible", "assumption", "is the road described from there a likely one?"),
            ("other-outcome", "exception", "would the same change as easily have led elsewhere?"),
        ),
        _scheme(
            "statistics",
            "statistics",
            "a count shows it",
            ("what-counted", "assumption", "what exactly was counted, and by whom?"),
            ("reliable", "assumption", "can the count be trusted?"),
            ("comparable", "exception", "are the figures that are set side by side comparable?"),
            ("shows", "exception", "does the number show what is drawn from it?"),
        ),
    )
}
