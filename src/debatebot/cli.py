"""The `debatebot` command: parse, call the rooms below, show. Every docstring here is a help text."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Any

import click

from debatebot import __version__
from debatebot.commands.log import log
from debatebot.commands.quality import check, measure
from debatebot.commands.rehearse import rehearse, run
from debatebot.errors import UserError
from debatebot.log import LogError
from debatebot.pack import PackError


class Boundary(click.Group):
    """The one place where errors become words for the person at the keyboard."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what the person can mend is said in a line, without a traceback."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # an old console shows ? for what it does not have
        try:
            return super().invoke(ctx)
        except PackError as error:
            number = len(error.problems)
            click.echo(f"The pack has {number} problem{'s' if number > 1 else ''}:", err=True)
            for problem in error.problems:
                click.echo(f"  {_harmless(problem)}", err=True)
            click.echo("Mend them, then run debatebot check on the folder.", err=True)
        except (UserError, LogError) as error:
            click.echo(f"debatebot: {_harmless(error)}", err=True)
        except (KeyboardInterrupt, EOFError):
            click.echo(
                "\nStopped. A debate that was going on is in the log: debatebot rehearse --resume goes on.", err=True
            )
            ctx.exit(130)
        except UnicodeDecodeError:
            click.echo("debatebot: the file .env is not UTF-8; save it with that encoding", err=True)
        except BrokenPipeError:
            # the reader of our output has gone; there is nobody left to tell
            sys.stderr.close()
            ctx.exit(141)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"debatebot: {_harmless(where)}{error.strerror}; check the disk and the permissions", err=True)
        return ctx.exit(1)


def _harmless(message: object) -> str:
    """A message on one line, without characters that steer a terminal: it may quote what somebody typed."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(message))


@click.group(cls=Boundary, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="debatebot")
def main() -> None:
    """Sourced debates for history classrooms: simulated historians argue, and the outcome is explained."""


for command in (run, rehearse, check, measure, log):
    main.add_command(command)


def start() -> None:
    """What `bot.py` does: `debatebot run`."""
    main(["run", *sys.argv[1:]])
