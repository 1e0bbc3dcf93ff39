"""Every scheme can be asked about, in words that fit into a sentence."""

from __future__ import annotations

import re

import pytest

from debatebot.argumentation import SCHEMES, Scheme

SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
each_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=list(SCHEMES))


@each_scheme
def test_a_scheme_is_found_under_its_own_id(scheme: Scheme) -> None:
    assert SCHEMES[scheme.id] is scheme
    assert SLUG.fullmatch(scheme.id)


@each_scheme
def test_ids_of_questions_are_unique_slugs(scheme: Scheme) -> None:
    ids = [question.id for question in scheme.questions]
    assert len(ids) == len(set(ids))
    assert all(SLUG.fullmatch(each) for each in ids)


@each_scheme
def test_questions_begin_in_lower_case_and_end_with_a_question_mark(scheme: Scheme) -> None:
    for question in scheme.questions:
        assert question.text[0].islower()
        assert question.text.endswith("?")
        assert question.text.count("?") == 1
        assert question.text == " ".join(question.text.split())


@each_scheme
def test_no_question_is_asked_twice(scheme: Scheme) -> None:
    assert len({question.text for question in scheme.questions}) == len(scheme.questions)


@each_scheme
def test_the_arguer_has_something_to_show_and_the_asker_too(scheme: Scheme) -> None:
    assert {question.burden for question in scheme.questions} == {"arguer", "asker"}


@each_scheme
def test_title_and_gist_fit_into_a_sentence(scheme: Scheme) -> None:
    for text in (scheme.title, scheme.gist):
        assert text[0].islower()
        assert text[-1].isalpha()


@each_scheme
def test_a_question_is_found_by_its_id(scheme: Scheme) -> None:
    assert [scheme.question(question.id) for question in scheme.questions] == list(scheme.questions)
    with pytest.raises(KeyError, match="no-such-question"):
        scheme.question("no-such-question")


def test_no_two_schemes_share_a_title_or_a_gist() -> None:
    assert len({scheme.title for scheme in SCHEMES.values()}) == len(SCHEMES)
    assert len({scheme.gist for scheme in SCHEMES.values()}) == len(SCHEMES)
