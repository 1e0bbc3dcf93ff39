# ruff: noqa: E501 - a mistake a row is easier to look through than a mistake on six lines
"""Every mistake that an author is likely to make is reported at its line, with what to write instead."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debatebot.dialogue.tactics import TACTICS
from debatebot.pack import PackError, Problem, load_pack
from debatebot.pack.lint import lint

from .breaking import SMALL, Broken, copy, edit, voices

ARGUMENTS, FACTS, SOURCES = "bank/arguments.yaml", "bank/facts.yaml", "bank/sources.yaml"
HEAD, PIPES, TROTSKY = "pack.yaml", "pipes.yaml", "trotsky.yaml"
REBUT = '"Not so. {{ reason | sentence }} It cannot then be true {{ restate }}."'
RESIGN = "  - id: resign-threat\n    issue: party-control"

# these stop a pack from loading
FATAL = [
    Broken("missing id", ARGUMENTS, RESIGN, "  - issue: party-control", "is missing; add it: a short name such as",
           at="  - issue: party-control", also=3),
    Broken("missing key", FACTS, "    issue: party-control\n    date: 1920-1921\n", "    date: 1920-1921\n",
           "is missing; add it: the id of an issue", at="  - id: trade-union-debate-1920-21"),
    Broken("unknown key", TROTSKY, "horizon: 1940", "horizont: 1940", "did you mean horizon?", also=1),
    Broken("wrong type", PIPES, "horizon: 2015", "horizon: till 2015", "is not a whole number; write the last year"),
    Broken("text for a list", ARGUMENTS, "grounds: [letter-of-22-1922]", "grounds: letter-of-22-1922",
           "is not a list; write ids of facts, at least one, as [a, b]"),
    Broken("list for a mapping", PIPES, "  natural-heir: {side: for, why: institutions and methods were in place by 1924}",
           "  - natural-heir", "is not a group of keys; write its own view of every motion", at="stance:"),
    Broken("bad grade", ARGUMENTS, "grade: inference\n    grounds: [kronstadt-executions-1921", "grade: guess\n    grounds: [kronstadt-executions-1921",
           "is not one of 'document', 'scholarship' or 'inference'"),
    Broken("capital letters in an id", HEAD, "id: small", "id: Small Pack", "use lower-case letters, digits and hyphens"),
    Broken("restate without that", ARGUMENTS, "[that Lenin carried the peace by threatening to resign,",
           "[Lenin carried the peace by threatening to resign,", 'must begin with "that"'),
    Broken("too few", ARGUMENTS, "[that workers who complained in 1922 were condemned, that complaint was punished while Lenin led]",
           "[that workers who complained in 1922 were condemned]", "has 1 of at least 2 entries; write two fair summaries"),
    Broken("duplicate key", TROTSKY, "horizon: 1940", "horizon: 1940\nhorizon: 1941",
           "given twice (first on line 7); keep one", at="horizon: 1941"),
    Broken("duplicate id", ARGUMENTS, "  - id: brest-debate", "  - id: ban-temporary",
           "the id ban-temporary is used twice (first on line 2)", at="  - id: ban-temporary\n    issue: party-control\n    claim: In 1918", also=4),
    Broken("duplicate motion", HEAD, "issues:\n", "  - {id: natural-heir, text: Again, clause: again, criteria: {for: {tools: if, methods: if}, against: {purpose: if, broken: if}}}\nissues:\n",
           "the id natural-heir is used twice", at="  - {id: natural-heir, text: Again"),
    Broken("tab", PIPES, "    rebut:\n", "\trebut:\n", "a tab is used to indent; write spaces"),
    Broken("unclosed quote", PIPES, '    - "You hold {{ restate }}. I turn to the next document."'[2:],
           '  - "You hold {{ restate }}. I turn to the next document.', "this is not YAML", at='  - "{{ opponent | cap }} argues {{ restate }}. Consider'),
    Broken("unclosed quote at the end", PIPES, "author was absent from the congress.\"", "author was absent from the congress.",
           "a quotation mark is opened here and not closed", at='    - "The removal had been'),
    Broken("unclosed bracket", PIPES, "favours: [sign, precedent, one-party-state, terror]",
           "favours: [sign, precedent, one-party-state, terror", "the bracket [ or { that is opened here must be closed"),
    Broken("colon in plain text", FACTS, "statement: The unity resolution called criticism", "statement: The resolution: it called criticism",
           "put text that contains a colon"),
    Broken("anchor", PIPES, "targets: [trotsky]", "targets: &them [trotsky]", "anchors (&) and aliases (*) are not used"),
    Broken("alias", PIPES, "targets: [trotsky]", "targets: *them", "anchors (&) and aliases (*) are not used", also=1),
    Broken("tag", PIPES, "horizon: 2015", "horizon: !!python/object/apply:os.getcwd []", "is not used in packs", also=1),
    Broken("second document", HEAD, "issues:\n", "---\nissues:\n", "remove the line ---", also=1),
    Broken("nesting", PIPES, "targets: [trotsky]", "targets: " + "[" * 5000, "nested too deeply"),
    Broken("nesting within bounds of YAML", PIPES, "targets: [trotsky]", "targets: " + "[" * 90 + "]" * 90, "nested too deeply"),
    Broken("invisible character", HEAD, "licence: MIT", "licence: MIT\x07", "invisible character"),
    Broken("unknown fact", ARGUMENTS, "grounds: [letter-of-22-1922]", "grounds: [letter-of-23-1922]", "did you mean letter-of-22-1922?"),
    Broken("unknown source", ARGUMENTS, "sources: [pipes-1990]\n    motions: {natural-heir: for}\n    attacks:\n      - {target: brest",
           "sources: [pipes-1890]\n    motions: {natural-heir: for}\n    attacks:\n      - {target: brest", "there is no source pipes-1890 (did you mean pipes-"),
    Broken("unknown argument", ARGUMENTS, "target: resign-threat", "target: resign-treat", "did you mean resign-threat?"),
    Broken("unknown scheme", ARGUMENTS, "scheme: precedent\n    grade: scholarship\n    grounds: [cheka",
           "scheme: president\n    grade: scholarship\n    grounds: [cheka", "did you mean precedent?); use one of expert-opinion"),
    Broken("unknown issue", ARGUMENTS, RESIGN, "  - id: resign-threat\n    issue: party-controll", "did you mean party-control?",
           at="    issue: party-controll"),
    Broken("unknown motion", ARGUMENTS, "grounds: [letter-of-22-1922]\n    sources: [pipes-1994, schapiro-1955, daniels-1960]\n    motions: {natural-heir: for}",
           "grounds: [letter-of-22-1922]\n    sources: [pipes-1994, schapiro-1955, daniels-1960]\n    motions: {natural-hair: for}",
           "did you mean natural-heir?", at="    motions: {natural-hair: for}", also=2),
    Broken("attack inside a side", ARGUMENTS, "target: resign-threat", "target: circumstances-closed-it",
           "so the attack stays inside a side; remove it",
           at="target: circumstances-closed-it, kind: undercut, question: other-cause", also=1),
    Broken("attack twice", ARGUMENTS, "      - {target: complaint-was-heard, kind: rebut,",
           "      - {target: complaint-was-heard, kind: rebut, reason: once more}\n      - {target: complaint-was-heard, kind: rebut,",
           "is attacked twice by complaint-was-the-crime; keep one", at="      - {target: complaint-was-heard, kind: rebut, reason: two"),
    Broken("undercut without question", ARGUMENTS, "kind: undercut, question: means, reason", "kind: undercut, reason",
           "add question: with one of had-goal, means"),
    Broken("question of another scheme", ARGUMENTS, "question: means", "question: typical",
           "typical is no critical question of the scheme motive of power-for-himself; use one of had-goal"),
    Broken("question of a rebut", ARGUMENTS, "kind: rebut, reason: 'founded", "kind: rebut, question: similar, reason: 'founded",
           "only an undercut names a critical question"),
    Broken("cycle in supports", ARGUMENTS, "  - id: one-line-is-thin\n",
           "  - id: one-line-is-thin\n    supports: [one-line-is-thin]\n",
           "supports go in a circle (one-line-is-thin > one-line-is-thin); cut one", at="    supports: [one-line"),
    Broken("support of the other side", ARGUMENTS, "supports: [same-tools]\n  - id: cheka-was", "supports: [brest-debate]\n  - id: cheka-was",
           "an argument supports its own side only"),
    Broken("every ground after the horizon", TROTSKY, "horizon: 1940", "horizon: 1917", "is later than the horizon 1917",
           at="repertoire:", also=11),
    Broken("stance missing", PIPES, "  natural-heir: {side: for, why: institutions and methods were in place by 1924}",
           "  {}", "the stance on natural-heir is missing; add it with side and why", at="stance:"),
    Broken("id is not the file's name", PIPES, "id: pipes\n", "id: piper\n", "the id is piper but the file is called pipes.yaml"),
    Broken("wording missing", PIPES, "resign-threat, complaint-was-the-crime,", "resign-threat, complaint-was-the-crime, brest-debate,",
           "there is no wording of brest-debate", at="wordings:", also=1),
    Broken("wording without repertoire", PIPES, "repertoire: [resign-threat, ", "repertoire: [", "add it there", at="  resign-threat:\n"),
    Broken("words for an advocate that are its own", PIPES, "as_advocate:\n", "as_advocate:\n  same-tools: {open: [a], reply: [b], close: [c]}\n",
           "same-tools is in the repertoire; move its words to wordings", at="  same-tools: {open"),
    Broken("criterion of the other side", PIPES, "- test: tools\n        say: \"An heir takes", "- test: purpose\n        say: \"An heir takes",
           "natural-heir has no criterion purpose of the side for", at="- test: purpose\n        say: \"An heir takes"),
    Broken("rejoinder to no criterion", PIPES, "        purpose:\n", "        porpoise:\n", "did you mean purpose?"),
    Broken("words for no critical question", PIPES, "      strong-enough:\n", "      strongest:\n", "strongest is no critical question of cause-to-effect"),
    Broken("occasion that there is not", TROTSKY, "when: behind, say: \"The scales", "when: beneath, say: \"The scales", "is not one of", also=9),
    Broken("occasion left unsaid", PIPES, "    rebut:\n", "    rebut:\n    - {when: defending, say: \"No, for {{ reason }}.\"}\n",
           "a rebut frame must use mine", at="    - {when: defending, say: \"No,"),
    Broken("reported outside the repertoire", PIPES, "phrases:\n", "reported: {brest-debate: essay}\nphrases:\n",
           "is not in the repertoire", at="reported: {brest"),
    Broken("phrases of an unknown motion", PIPES, "  closing:\n    natural-heir:", "  closing:\n    natural-hair:",
           "did you mean natural-heir?", at="    natural-hair:", also=1),
    Broken("frame that reaches inside", PIPES, REBUT, '"{{ reason.__class__.__mro__ }} {{ restate }}"', "is more than a name; a rebut frame is plain text"),
    Broken("frame that calls", PIPES, REBUT, '"{{ reason() }}"', "is more than a name"),
    Broken("frame with an index", PIPES, REBUT, "\"{{ reason['a'] }}\"", "is more than a name"),
    Broken("frame with an unknown variable", PIPES, REBUT, '"Not so. {{ raeson }}"', "did you mean reason?); it may use about, opponent, reason or restate"),
    Broken("frame with an unknown filter", PIPES, REBUT, '"Not so. {{ reason | upper }}"', "write | sentence, | cap or neither"),
    Broken("frame with a loop", PIPES, REBUT, '"{% for x in reason %}{{ x }}{% endfor %}"', "{% %} and {# #} are not allowed", also=1),
    Broken("frame with a comment", PIPES, REBUT, '"Not so. {# to do #}"', "{% %} and {# #} are not allowed"),
    Broken("frame with one brace", PIPES, REBUT, '"Not so, for {reason}."', "with two braces on each side"),
    Broken("frame without its variable", PIPES, '"I ask you to find {{ points }}."', '"I ask you to find for my side."',
           "a summarise frame must use points; write {{ points }} into it"),
]  # fmt: skip

# these do not stop a pack, and are for the lint
POOR = [
    Broken("nothing attacks", ARGUMENTS, "target: resign-threat, kind: undercut, question: other-cause,",
           "target: same-tools, kind: undercut, question: goes-with,", "is attacked by nothing in natural-heir; add an attack",
           at="    motions: {natural-heir: for}\n    attacks:\n      - {target: brest-debate"),
    Broken("only weaker attacks", ARGUMENTS, "target: soviets-emptied, kind: undercut, question: changed-with-reasons,", "target: soviets-emptied, kind: rebut,",
           "only on weaker evidence, which defeats nothing: circumstances-closed-it (rebut, inference), against document",
           at="    motions: {natural-heir: for}\n  - id: temporary-never-ends"),
    Broken("issue without an argument", HEAD, "  - id: terror\n",
           "  - id: culture\n    title: Culture\n    question: Schools and art.\n    matters: [Schools teach.]\n  - id: terror\n",
           "no argument belongs to the issue culture; write one, or remove the issue", at="  - id: culture"),
    Broken("fact without a year", FACTS, "date: 1920-1921", "date: in the winter", "names no year; write the year with four digits"),
    Broken("number in no ground", PIPES, "about 1,200 and 2,168 rebels were executed, nor", "about 1,200 and 3,168 rebels were executed, nor",
           "3,168 is in none of the grounds (did you mean 2168?)", at='    - "Lenin spared communists, and the fact'),
    Broken("year in no ground", PIPES, "In February 1921 the Red Army", "In February 1925 the Red Army", "1925 is in none"),
    Broken("name in no ground", PIPES, "Stalin and Ordzhonikidze had pressed", "Stalin and Dzerzhinsky had pressed", "Dzerzhinsky is in none of the grounds",
           at='    - "First the conquest'),
    Broken("quotation marks", PIPES, "Soviet rule soon meant soviets without rivals", "Soviet rule soon meant “soviets” without rivals",
           'quotation marks stand round "soviets", which no ground records'),
    Broken("slot in plain text", PIPES, "Counsel for this side calls that a break.", "Counsel calls {{ restate }} a break.", "a slot is not filled here"),
    Broken("formatting", PIPES, "The theory of a clean break must reckon with this.", "The theory of a *clean* break must reckon with this.",
           "* would be shown as formatting in Discord"),
    Broken("quotation marks round a claim", ARGUMENTS, "claim: Lenin carried the peace by threatening to walk out,",
           "claim: Lenin carried the “peace” by threatening to walk out,", "which no ground records as quoted"),
    Broken("not said to be simulated", PIPES, "name: Richard Pipes (simulated)", "name: Richard Pipes", 'add "(simulated)"'),
    Broken("composite without saying so", TROTSKY, "composite: false", "composite: true", 'the word "composite"', at="label:"),
    Broken("unknown tactic", PIPES, "  - own-words", "  - own-word", "did you mean own-words?); use one of answer"),
    Broken("unknown tactic with a number", PIPES, "{rule: widen, at_most: 4}", "{rule: wide, at_most: 4}", "did you mean widen?"),
    Broken("position on a later source", TROTSKY, "sources: [trotsky-1930, trotsky-1932]", "sources: [pipes-1990]", "pipes-1990 (1990) is later than the horizon 1940"),
    Broken("position on a later fact", TROTSKY, "leans_on: [red-terror-trigger-1918, civil-war-context]", "leans_on: [terror-victims-mostly-ordinary]",
           "is later than the horizon 1940"),
    Broken("reason that begins with a joining word", ARGUMENTS, "kind: rebut, reason: 'founded", "kind: rebut, reason: 'since founded",
           'begins with "since"'),
    Broken("slot in a topic", ARGUMENTS, "      - Lenin's narrow win on the peace", "      - Lenin's narrow {{ win }} on the peace",
           "a slot is not filled here", at="      - Lenin's narrow {{ win }}"),
    Broken("word that the persona avoids", PIPES, "  register: Cool", "  never: [instructive, Dead Souls]\n  register: Cool",
           '"instructive" is a word', at='    - "The order of events'),
    Broken("first person in words for another school", PIPES, "The ban was explained by its date.", "Our ban was explained by its date.", "speaks for the persona", at="Our ban was"),
    Broken("short wording", PIPES, "  resign-threat:\n    open:\n", "  resign-threat:\n    open:\n    - Lenin threatened to resign.\n",
           "has 4 words; such a wording has 15 to 45: add to it", at="    - Lenin threatened to resign."),
    Broken("reported without saying so", PIPES, "phrases:\n", "reported: {resign-threat: essay}\nphrases:\n", 'such as "the essay"', at='    - "The vote for peace', also=4),
]  # fmt: skip


def _said(problems: list[Problem]) -> list[str]:
    return [f"{problem.file}:{problem.line}: {problem.message}" for problem in problems]


@pytest.mark.parametrize("case", FATAL, ids=lambda case: case.name)
def test_a_pack_that_cannot_be_used_says_where_and_what_to_write(case: Broken, tmp_path: Path) -> None:
    pack, line = case.make(tmp_path)
    with pytest.raises(PackError) as caught:
        load_pack(pack)
    said = _said(caught.value.problems)
    assert any(text.startswith(f"{case.file}:{line}: ") and case.says in text for text in said), "\n".join(said)
    assert len(said) <= 1 + case.also, "\n".join(said)
    assert lint(pack, TACTICS, voices) == caught.value.problems


@pytest.mark.parametrize("case", POOR, ids=lambda case: case.name)
def test_a_pack_that_is_poor_loads_and_is_told_so(case: Broken, tmp_path: Path) -> None:
    pack, line = case.make(tmp_path)
    load_pack(pack)
    said = _said(lint(pack, TACTICS, voices))
    assert any(text.startswith(f"{case.file}:{line}: ") and case.says in text for text in said), "\n".join(said)
    assert len(said) <= 1 + case.also, "\n".join(said)


def test_errors_in_several_files_are_reported_together(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    edit(pack, HEAD, "licence: MIT", "license: MIT")
    edit(pack, ARGUMENTS, "target: resign-threat", "target: resign-treat")
    edit(pack, FACTS, "date: 1920-1921", "date: [1920]")
    edit(pack, PIPES, REBUT, '"{{ reason.__class__ }}"')
    edit(pack, TROTSKY, "    rebut:\n", "\trebut:\n")
    with pytest.raises(PackError) as caught:
        load_pack(pack)
    assert {problem.file for problem in caught.value.problems} == {HEAD, ARGUMENTS, FACTS, PIPES, TROTSKY}
    assert len(caught.value.problems) == 6  # license is unknown and licence is missing


def test_an_entry_with_an_error_does_not_make_everything_that_names_it_wrong(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    edit(pack, SOURCES, "  - id: pipes-1990\n    author: Richard Pipes\n", "  - id: pipes-1990\n")
    assert _said(lint(pack)) == [f"{SOURCES}:11: is missing; add it: who wrote or issued it"]


@pytest.mark.parametrize("file", [HEAD, SOURCES, FACTS, ARGUMENTS])
def test_a_file_that_is_missing_is_named(file: str, tmp_path: Path) -> None:
    pack = copy(tmp_path)
    (pack / file).unlink()
    assert _said(lint(pack)) == [f"{file}:0: the file is missing; every pack has one (see the guide for authors)"]


def test_a_pack_without_personas_is_told_to_add_one(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    for name in (PIPES, TROTSKY):
        (pack / name).unlink()
    assert [p.message for p in lint(pack)] == [
        "there is no persona; add a file for each, such as pipes.yaml, beside pack.yaml"
    ]


def test_a_file_with_another_ending_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    (pack / PIPES).rename(pack / "pipes.yml")
    assert "pipes.yml:0: is not read; rename it to pipes.yaml" in _said(lint(pack))


def test_a_folder_that_is_not_there_is_no_traceback(tmp_path: Path) -> None:
    assert [p.message for p in lint(tmp_path / "none")] == ["there is no such folder; give the folder of a pack"]


@pytest.mark.parametrize("file", [HEAD, SOURCES, FACTS, ARGUMENTS, PIPES])
@pytest.mark.parametrize(
    "content", [b"", b"# nothing yet\n", b"- a\n- b\n", b"just words\n", b"null\n", b"12\n", b"? {a: b}\n"]
)
def test_a_file_of_another_shape_is_explained(file: str, content: bytes, tmp_path: Path) -> None:
    pack = copy(tmp_path)
    (pack / file).write_bytes(content)
    said = [text for text in _said(lint(pack)) if text.startswith(f"{file}:1: ")]
    assert said
    assert all(
        "must have one key" in text or "is not a group of keys" in text or "a key must" in text or "missing" in text
        for text in said
    )


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    path = pack / HEAD
    path.write_bytes(path.read_bytes().replace(b"licence: MIT", "licence: façade".encode("latin-1")))
    assert f"{HEAD}:4: this is not UTF-8; save the file with UTF-8 encoding" in _said(lint(pack))


def test_line_ends_of_windows_change_neither_lines_nor_version(tmp_path: Path) -> None:
    pack = copy(tmp_path)
    for path in pack.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_pack(pack).version == load_pack(SMALL).version
    path = pack / HEAD
    path.write_bytes(path.read_bytes().replace(b"licence:", b"license:"))
    assert any(text.startswith(f"{HEAD}:4: ") for text in _said(lint(pack)))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_edit_of_a_file_gives_a_traceback(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pack = copy(Path(folder))
        path = pack / data.draw(st.sampled_from([HEAD, SOURCES, FACTS, ARGUMENTS, PIPES]))
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, len(content)))
            cut = data.draw(st.integers(0, 30))
            bits = st.sampled_from(
                [b"\n", b"- ", b": ", b"{", b"[", b'"', b"'", b"&a ", b"*a", b"!", b"|", b"\t", b"{{ x }}"]
            )
            content[start : start + cut] = data.draw(st.one_of(st.binary(max_size=4), bits))
        path.write_bytes(bytes(content))
        problems = lint(pack, TACTICS, voices)
        with suppress(PackError):
            load_pack(pack)
        assert all(problem.message for problem in problems)
