"""The house keeps its doors: which room may import which, and where each library is at home."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "interview_desk"
NAME = PACKAGE.name

ANYTHING = frozenset({"*"})

# A room, or a module at the top, and the rooms and modules that it may import besides itself and `errors`.
DOORS: dict[str, frozenset[str]] = {
    "domain": frozenset(),
    "library": frozenset({"domain", "paths"}),
    "storage": frozenset({"domain"}),
    "sessions": frozenset({"domain"}),
    "insights": frozenset({"domain"}),
    "reports": frozenset({"domain", "insights", "paths"}),
    "media": frozenset({"domain"}),
    "team": frozenset({"domain", "storage"}),
    "ui": frozenset({"domain", "sessions", "insights", "reports", "media", "commands", "settings", "paths"}),
    "commands": frozenset(),
    "settings": frozenset(),
    "paths": frozenset(),
    "errors": frozenset(),
    "__init__": frozenset(),
    "__main__": ANYTHING,
    "app": ANYTHING,
    "door": ANYTHING,
    "cli": ANYTHING,
}

# A library, and where it is at home: rooms, modules at the top, or one module of a room.
HOMES: dict[str, frozenset[str]] = {
    "yaml": frozenset({"library"}),
    "sqlalchemy": frozenset({"storage"}),
    "alembic": frozenset({"storage"}),
    "psycopg": frozenset({"storage"}),
    "sqlcipher3": frozenset({"storage"}),
    "keyring": frozenset({"storage"}),
    "numpy": frozenset({"insights"}),
    "jinja2": frozenset({"reports"}),
    "typst": frozenset({"reports"}),
    "markdown_it": frozenset({"reports"}),
    "nh3": frozenset({"reports"}),
    "pygments": frozenset({"reports", "ui"}),
    "click": frozenset({"cli"}),
    "PySide6": frozenset({"ui", "media", "app"}),
    "shiboken6": frozenset({"ui", "media", "app"}),
    "qasync": frozenset({"ui.background"}),
    "asyncio": frozenset({"ui", "team", "app"}),  # everything else is synchronous
}


def wrong_imports(package: Path) -> list[str]:
    """Every import in the package that goes through a wrong door, as `file:line: what is wrong`."""
    return [
        problem
        for path in sorted(package.rglob("*.py"))
        if "_shipped" not in path.parts
        for problem in wrong_imports_in(path.read_text(encoding="utf-8"), path.relative_to(package))
    ]


def wrong_imports_in(source: str, path: Path) -> list[str]:
    """The same for one module, given its source and its path inside the package."""
    room = path.parts[0].removesuffix(".py")
    if room not in DOORS:
        return [f"{path}: {room} is no room of the house"]
    module = ".".join(path.with_suffix("").parts)
    return [
        f"{path}:{line}: {problem}"
        for line, imported in imports_of(ast.parse(source), path)
        if (problem := complaint(room, module, imported))
    ]


def complaint(room: str, module: str, imported: str) -> str:
    top, _, inner = imported.partition(".")
    if top == NAME:
        target = inner.partition(".")[0]
        if target in DOORS and target not in {room, "errors"} | DOORS[room] and DOORS[room] is not ANYTHING:
            return f"{room} may not import {imported}"
        return ""
    if top in HOMES:
        if room in HOMES[top] or module in HOMES[top]:
            return ""
        return f"{top} is at home only in {', '.join(sorted(HOMES[top]))}"
    return "" if top in sys.stdlib_module_names else f"{top} is no library of this project"


def imports_of(tree: ast.Module, path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, at the top or in a function, by statement or by a call with a name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=origin, names=names, level=level):
                # `from . import x` in a/b.py is `from interview_desk.a import x`
                above = [NAME, *path.parts][: len(path.parts) + 1 - level] if level else []
                start = ".".join([*above, *([origin] if origin else [])])
                yield from ((node.lineno, f"{start}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def test_every_import_goes_through_a_door_of_the_house() -> None:
    assert wrong_imports(PACKAGE) == []


def test_there_is_something_to_walk() -> None:
    walked = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    assert {"__init__.py", "paths.py", "errors.py"} <= walked


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("domain/state.py", "import interview_desk.storage.journal", "domain may not import interview_desk.storage"),
        ("domain/state.py", "from interview_desk import library", "domain may not import interview_desk.library"),
        ("domain/state.py", "from ..storage import journal", "domain may not import interview_desk.storage.journal"),
        (
            "domain/state.py",
            "def late():\n    from interview_desk.ui import theme",
            "domain/state.py:2: domain may not",
        ),
        ("domain/state.py", "from interview_desk.paths import shipped", "domain may not import interview_desk.paths"),
        ("domain/rules.py", "import numpy as np", "numpy is at home only in insights"),
        ("domain/clock.py", "import asyncio", "asyncio is at home only in app, team, ui"),
        ("library/reader.py", "import pydantic", "pydantic is no library of this project"),
        ("library/reader.py", "from interview_desk.storage import engine", "library may not import"),
        ("sessions/live.py", "import importlib\nimportlib.import_module('PySide6.QtCore')", "PySide6 is at home only"),
        ("sessions/live.py", "__import__('yaml')", "yaml is at home only in library"),
        ("insights/benchmark.py", "from interview_desk.reports import html", "insights may not import"),
        ("insights/agreement.py", "import scipy.stats", "scipy is no library of this project"),
        ("reports/html.py", "from sqlalchemy import select", "sqlalchemy is at home only in storage"),
        ("reports/html.py", "from PySide6.QtGui import QPainter", "PySide6 is at home only in app, media, ui"),
        ("media/recorder.py", "from interview_desk.ui import theme", "media may not import interview_desk.ui.theme"),
        ("team/sync.py", "import psycopg", "psycopg is at home only in storage"),
        ("ui/main_window.py", "from interview_desk.storage.journal import Journal", "ui may not import"),
        ("ui/main_window.py", "from interview_desk import app", "ui may not import interview_desk.app"),
        ("ui/live/live_page.py", "import qasync", "qasync is at home only in ui.background"),
        ("ui/live/live_page.py", "from ...library import reader", "ui may not import interview_desk.library.reader"),
        ("commands.py", "from interview_desk.domain import rules", "commands may not import"),
        ("settings.py", "import click", "click is at home only in cli"),
        ("paths.py", "import PySide6", "PySide6 is at home only"),
        ("app.py", "import sqlalchemy", "sqlalchemy is at home only in storage"),
        ("cli/keep.py", "import tests.conftest", "tests is no library of this project"),
        ("utils/text.py", "", "utils is no room of the house"),
    ],
)
def test_a_wrong_door_is_reported(path: str, source: str, expected: str) -> None:
    problems = wrong_imports_in(source, Path(path))
    assert len(problems) == 1
    assert expected in problems[0]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("domain/state.py", "from interview_desk.domain.events import Started\nfrom . import log"),
        ("domain/state.py", "from interview_desk.errors import DeskError\nfrom interview_desk import errors"),
        ("library/reader.py", "import yaml\nfrom interview_desk.domain.script import Kit"),
        ("storage/migrations/versions/first.py", "from alembic import op\nimport sqlalchemy as sa"),
        (
            "reports/html.py",
            "import jinja2, nh3, markdown_it, typst, pygments\nfrom interview_desk.insights import wording",
        ),
        ("team/sync.py", "import asyncio\nfrom interview_desk.storage import journal"),
        ("ui/background.py", "import qasync, asyncio"),
        ("ui/theme.py", "from PySide6 import QtGui\nfrom interview_desk import __version__, commands, paths, settings"),
        (
            "app.py",
            "from interview_desk.storage import engine\nfrom interview_desk.ui import main_window\nimport PySide6",
        ),
        ("cli/keep.py", "import click\nfrom interview_desk import app"),
        ("__main__.py", "from interview_desk.cli import main"),
    ],
)
def test_a_right_door_is_not_reported(path: str, source: str) -> None:
    assert wrong_imports_in(source, Path(path)) == []


def test_a_wrong_import_planted_in_a_copy_of_the_house_is_found(tmp_path: Path) -> None:
    copy = tmp_path / NAME
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    planted = copy / "paths.py"
    planted.write_text(planted.read_text(encoding="utf-8") + "\nimport yaml\n", encoding="utf-8")
    (copy / "team").mkdir(exist_ok=True)
    (copy / "team" / "planted.py").write_text("from interview_desk.ui import theme\n", encoding="utf-8")
    found = sorted(set(wrong_imports(copy)) - set(wrong_imports(PACKAGE)))
    assert len(found) == 2
    assert found[0].startswith("paths.py:")
    assert found[1] == "team/planted.py:1: team may not import interview_desk.ui.theme"


# These two use the standard library only.
ON_THEIR_OWN = {"interview_desk.commands", "interview_desk.settings"}


def test_a_start_makes_its_frozen_classes_the_quick_way() -> None:
    told = "import sys, interview_desk.app, interview_desk.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()
    slow = []
    for module in (it for it in loaded if it.startswith(f"{NAME}.") and it not in ON_THEIR_OWN):
        path = PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")
        source = path.read_text(encoding="utf-8") if path.exists() else ""
        if "@dataclass(frozen=True, slots=True" in source and f"from {NAME}.domain.frozen import" not in source:
            slow += [f"{module}: take dataclass from domain.frozen"] if "order=True" not in source else []
    assert slow == []
