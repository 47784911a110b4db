"""Runs benchmarks by name: `python -m benchmarks [NAME…] [--json]`; without a name, all of them."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path

NOT_BENCHMARKS = {"__main__", "bare", "bare_table", "inside", "measure", "processes", "screen", "sessions", "told"}


def names() -> list[str]:
    """Every benchmark there is."""
    found = pkgutil.iter_modules([str(Path(__file__).parent)])
    return sorted(module.name for module in found if module.name not in NOT_BENCHMARKS and not module.ispkg)


def main(arguments: list[str]) -> int:
    """Run what was asked for; prints a line a figure, or JSON."""
    chosen = [word for word in arguments if not word.startswith("-")] or names()
    if unknown := [name for name in chosen if name not in names()]:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(names())}.", file=sys.stderr)
        return 2
    rows = [row for name in chosen for row in importlib.import_module(f"benchmarks.{name}").run()]
    if "--json" in arguments:
        print(json.dumps([row.as_json() for row in rows], indent=2))
    else:
        for row in rows:
            print(row.as_text())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
