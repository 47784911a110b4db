"""The guide speaks of what there is: links lead somewhere, keys and commands exist."""

import re
from pathlib import Path

import pytest

from interview_desk.cli import desk
from interview_desk.commands import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
# What a text field does by itself, or a page's own keys, and no command.
OWN = {"Shift+Return", "Shift+C", "Ctrl+1", "Ctrl+4"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_key_in_the_guide_is_in_the_table_of_commands(page: Path) -> None:
    keys = {key for command in COMMANDS for key in command.keys} | OWN
    named = set(re.findall(r"`((?:(?:Ctrl|Alt|Shift)\+)+[A-Za-z0-9]+|F\d+)`", page.read_text("utf-8")))
    assert named - keys == set()


def test_every_command_in_the_readme_is_one_of_the_command_line() -> None:
    rows = re.findall(r"^\| (`.+?) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    named = {word.split()[0] for row in rows for word in re.findall(r"`([a-z-]+)[^`]*`", row)}
    db = {"backup", "restore", "salvage", "upgrade", "rebuild", "encrypt", "decrypt"}
    assert named - db - set(desk.commands) == set()
    assert set(desk.commands) - named == set()
