"""Frames: what passes is filled by Jinja2 without surprises, and nothing else passes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from debatebot.pack.frames import FILTERS, frame_errors
from debatebot.pack.phrases import CONDITIONS, FRAME_MUST, FRAME_VARIABLES, KIND_CONDITIONS
from debatebot.speech.templates import fill

ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined)
ENVIRONMENT.filters |= {"cap": str.capitalize, "sentence": lambda text: f"{text}."}


def test_every_slot_of_the_grammar_is_accepted() -> None:
    for kind, names in FRAME_VARIABLES.items():
        must = " ".join(f"{{{{ {name} }}}}" for name in sorted(FRAME_MUST.get(kind, ())))
        for name in names:
            for slot in (f"{{{{ {name} }}}}", f"{{{{{name}}}}}", *(f"{{{{ {name} | {f} }}}}" for f in FILTERS)):
                assert frame_errors(kind, f"Well: {slot}. {must}") == []


def test_a_frame_waits_only_for_what_can_come() -> None:
    for kind, names in FRAME_VARIABLES.items():
        must = " ".join(f"{{{{ {name} }}}}" for name in sorted(FRAME_MUST.get(kind, ())))
        for when, brings in CONDITIONS.items():
            slots = " ".join(f"{{{{ {name} }}}}" for name in brings)
            errors = frame_errors(kind, f"Well. {must} {slots}", when)
            assert (errors == []) == (when in KIND_CONDITIONS[kind])
            assert all(f"cannot wait for {when}" in error for error in errors)
            if brings and when in KIND_CONDITIONS[kind]:
                assert "must use" in frame_errors(kind, f"Well. {must}", when)[0]
        assert "there is no mine" in frame_errors(kind, f"Well. {must} {{{{ mine }}}}")[0]
        assert names


@pytest.mark.parametrize(
    "text",
    [
        "{{ reason.__class__ }}",
        "{{ reason['__class__'] }}",
        "{{ reason | attr('__class__') }}",
        "{{ reason | cap | sentence }}",
        "{{ reason ~ restate }}",
        "{{ 'text' }}",
        "{{ 1 }}",
        "{{ }}",
        "{{- reason -}}",
        "{{ reason if restate }}",
        "{{ range(10 ** 9) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% set x = 1 %}",
        "{%- raw %}{{ x }}{% endraw %}",
        "{# a remark #}",
        "{{ reason",
        "reason }}",
        "{ reason }",
        "{{ {{ reason }} }}",
        "{{ ré }}",
        "{{" + "(" * 150 + "}}",
    ],
)
def test_everything_else_is_refused_with_what_a_frame_may_contain(text: str) -> None:
    errors = frame_errors("rebut", text)
    assert errors
    assert (
        any("a rebut frame is plain text with slots such as {{ about }}" in e for e in errors) or "neither" in errors[0]
    )


pieces = st.sampled_from([
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "|", ".", "(", ")", " ", "\n", "-", "'", "x", "reason", "restate",
    "cap", "sentence", "Not so", "{{ reason }}", "{{ restate | cap }}", "__class__", "raw", "endraw",
])  # fmt: skip


@given(st.lists(pieces, max_size=12).map("".join))
@settings(max_examples=400, deadline=None)
def test_what_passes_is_only_text_names_and_the_two_filters_to_jinja(text: str) -> None:
    if frame_errors("rebut", text):
        return
    tree = ENVIRONMENT.parse(text)
    for output in tree.body:
        assert isinstance(output, nodes.Output)
        for node in output.nodes:
            inner = node.node if isinstance(node, nodes.Filter) else node
            assert isinstance(inner, nodes.TemplateData | nodes.Name)
    rendered = ENVIRONMENT.from_string(text).render(dict.fromkeys(FRAME_VARIABLES["rebut"], "<v>"))
    # Jinja2 drops a line break at the very end; the models strip frames, so that none has one
    assert rendered.strip() == fill(text, dict.fromkeys(FRAME_VARIABLES["rebut"], "<v>")).strip()
    assert "{{" not in rendered
    assert "{%" not in rendered
