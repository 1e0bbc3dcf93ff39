"""Runs the bot: `uv run bot.py`. Without DISCORD_TOKEN it holds a rehearsal in the terminal."""

from debatebot.cli import start

if __name__ == "__main__":
    start()
