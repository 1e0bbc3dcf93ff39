"""Frames for a speaker without a persona: a person who picked a move from the list. Plain words, no voice."""

PLAIN_FRAMES: dict[str, tuple[str, ...]] = {
    "rebut": (
        "You say {{ restate }}, but that is not so: {{ reason }}.",
        "I do not accept {{ restate }}, because {{ reason }}.",
        "Against the claim {{ restate }} there is this to say: {{ reason }}.",
    ),
    "undermine": (
        "You say {{ restate }}, but the evidence for it is weak: {{ reason }}.",
        "I doubt the grounds on which you say {{ restate }}: {{ reason }}.",
    ),
    "undercut": (
        "It may be true {{ restate }}, but it does not settle the matter: {{ reason }}.",
        "Even if we grant {{ restate }}, your conclusion does not follow: {{ reason }}.",
        "From the claim {{ restate }} the rest does not follow, for {{ reason }}.",
    ),
    "argue": (
        "I have heard {{ restate }}, and I want to add something else.",
        "You say {{ restate }}. There is another side to this.",
        "Leaving aside {{ restate }}, I have a further point.",
    ),
    "question": ("You say {{ restate }}. My question is: {{ question }}",),
    "answer": ("You ask about my claim {{ restate }}, and this is the evidence for it.",),
    "concede": ("I grant {{ restate }}. I still hold {{ point }}.",),
    "retract": ("I said {{ point }}, and I take it back.",),
    "summarise": ("What I have argued is {{ points }}.", "My case in short is {{ points }}."),
    "unanswered": ("{{ opponent | cap }} has not answered my point {{ point }}.",),
    "admit": ("I could not overturn the claim {{ restate }}.",),
    "weigh": ("You hold {{ restate }}. I set beside it {{ point }}, and I find that it weighs more.",),
    "declare": (),
    "borrow": (),
}
