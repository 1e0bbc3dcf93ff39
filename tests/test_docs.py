"""What the documents say is there: links, commands, options, settings, speakers, motions, and the generated pages."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest
from pydantic import AliasChoices

from debatebot.cli import main
from debatebot.config import Settings
from debatebot.pack import Pack

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
FENCE = re.compile(r"^\s*```")


def lines_of(path: Path) -> Iterator[tuple[int, str, bool]]:
    """Number, text, and whether it stands in a code block, of each line but the fences."""
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if FENCE.match(line):
            inside = not inside
        else:
            yield number, line, inside


def prose(path: Path) -> str:
    """The page without its code."""
    return re.sub(r"`[^`]*`", "", "\n".join(line for _, line, code in lines_of(path) if not code))


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    titles = [line.lstrip("#").strip() for _, line, code in lines_of(path) if not code and line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def code_of(line: str, in_block: bool) -> list[str]:
    """The pieces of code in a line: all of it in a block, else what stands between backticks."""
    return [line] if in_block else re.findall(r"`([^`]+)`", line)


def words_of(piece: str) -> list[str]:
    """The words of a command line, without its comment."""
    try:
        return shlex.split(piece, comments=True)
    except ValueError:
        return piece.split()


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words after `debatebot` name, and the words that are left. Raises LookupError."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z]+", words[0]):
        if words[0] not in command.commands:
            raise LookupError(f"debatebot has no command {words[0]}")
        command, words = command.commands[words[0]], words[1:]
    return command, words


def problems_of(command: click.Command, words: list[str]) -> Iterator[str]:
    """What is wrong with the options among `words`, and with their values where these come from a list."""
    known = {name: p for p in command.params if isinstance(p, click.Option) for name in p.opts}
    known |= {name: click.Option(["--help"], is_flag=True) for name in ("-h", "--help")}
    for i, word in enumerate(words):
        if not word.startswith("--"):
            continue
        name, _, value = word.partition("=")
        option = known.get(name)
        if option is None and not (command is main and name == "--version"):
            yield f"{command.name} has no option {name}"
            continue
        value = value or (words[i + 1] if i + 1 < len(words) else "")
        if option is not None and isinstance(option.type, click.Choice) and value and not value.isupper():
            choices = [str(choice) for choice in option.type.choices]
            if value not in choices:
                yield f"{name} takes {', '.join(choices)}, not {value}"


def wrong_commands(path: Path) -> Iterator[str]:
    """Every command and option of a page that is not there. An option alone belongs to the command before it."""
    for number, line, in_block in lines_of(path):
        last: click.Command | None = None
        for piece in code_of(line, in_block):
            words = words_of(piece)
            if "debatebot" in words:
                try:
                    last, rest = command_of(words[words.index("debatebot") + 1 :])
                except LookupError as error:
                    yield f"{path.name}:{number}: {error}"
                    continue
                yield from (f"{path.name}:{number}: {problem}" for problem in problems_of(last, rest))
            elif last is not None and piece.startswith("--"):
                yield from (f"{path.name}:{number}: {problem}" for problem in problems_of(last, words))


def variables() -> set[str]:
    """The environment variable of each setting."""
    prefix = str(Settings.model_config.get("env_prefix", ""))
    names = set()
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        assert not isinstance(alias, AliasChoices), "document all of its names, and check them here"
        names.add(str(alias) if alias else f"{prefix}{name}".upper())
    return names


def subcommands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The full name of every command that does something."""
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from subcommands(below, (*path, name))
    else:
        yield " ".join(("debatebot", *path))


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tasks() -> Iterator[dict[str, ModuleType]]:
    """The tasks that write pages."""
    sys.path.insert(0, str(ROOT / "tasks"))
    try:
        names = ("example_debate", "schema_page", "schema_files")
        yield {name: __import__(name) for name in names}
    finally:
        sys.path.remove(str(ROOT / "tasks"))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_between_documents_leads_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{name} links to {target}, which is not there"
        if anchor:
            assert anchor in anchors(there), f"{name} links to {target}, but there is no such heading"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_that_is_named_exists(name: str) -> None:
    assert list(wrong_commands(ROOT / name)) == []


def test_a_command_or_option_that_does_not_exist_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "`debatebot dance`\n`debatebot check --fast`\n`debatebot log export --format pdf`\n"
        "`debatebot rehearse`: `--seed`, `--colour`\n\n```\nuv run debatebot log list --all  # --nothing\n```\n",
        encoding="utf-8",
    )
    assert [problem.split(": ")[0] for problem in wrong_commands(page)] == [f"page.md:{n}" for n in (1, 2, 3, 4, 7)]


def test_the_readme_names_every_command() -> None:
    assert [name for name in subcommands(main) if f"`{name}`" not in readme()] == []


def test_the_readme_names_every_speaker_and_every_motion(pack: Pack) -> None:
    for persona in pack.personas.values():
        (row,) = [line for line in readme().splitlines() if line.startswith(f"| `{persona.id}` |")]
        assert row.endswith(f"| {persona.horizon} |"), f"{persona.id} knows up to {persona.horizon}"
        assert "simulated" in row
        assert ("composite" in row) == persona.composite
    for motion in pack.motions.values():
        assert f"| `{motion.id}` | {motion.text} |" in readme()


def test_the_settings_that_are_documented_are_those_that_exist() -> None:
    named = set(re.findall(r"\b(?:DEBATEBOT|DISCORD)_[A-Z_]+\b", "\n".join(p.read_text("utf-8") for p in PAGES)))
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", readme(), re.MULTILINE))
    assert rows == variables()
    assert named == variables()


def test_the_generated_pages_are_up_to_date(tasks: dict[str, ModuleType]) -> None:
    assert tasks["example_debate"].stale() == [], "run: uv run python tasks/example_debate.py"
    assert tasks["schema_files"].stale() == [], "run: uv run python tasks/schema_files.py"
    assert tasks["schema_page"].PAGE.read_text("utf-8") == tasks["schema_page"].page(), (
        "run: uv run python tasks/schema_page.py"
    )


def test_a_stale_example_is_noticed(tasks: dict[str, ModuleType], tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "docs/how-it-works.md", "docs/debate.md"):
        text = (ROOT / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace("stands", "stood"), encoding="utf-8")
    excerpt = tmp_path / "README.md"
    excerpt.write_text(excerpt.read_text("utf-8").replace("opens:** ", "opens:** Well. ", 1), encoding="utf-8")
    assert sorted(tasks["example_debate"].stale(tmp_path)) == ["README.md", "docs/debate.md", "docs/how-it-works.md"]


def test_the_documents_promise_nothing_that_cannot_be_checked() -> None:
    boasts = re.compile(r"production-ready|state-of-the-art|seamless|blazing|powerful|robust", re.IGNORECASE)
    assert [name for name in NAMES if boasts.search((ROOT / name).read_text("utf-8"))] == []
