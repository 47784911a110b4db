"""What assistive technology finds of an application, as JSON lines; run by the system's Python, which has pyatspi.

`spoken.py NAME`: each line on stdin asks for a walk, each line on stdout is one: a list of role, name, states, depth.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi  # type: ignore[import-not-found]  # comes with the system

PATIENCE_S = 20
WORTH_TELLING = ("focusable", "focused", "checked", "showing", "enabled", "selected")


def application(name: str) -> Any:
    """Return the application of that name, once it has told the registry of itself."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        for it in pyatspi.Registry.getDesktop(0):
            if it is not None and it.name == name and it.childCount:
                return it
        time.sleep(0.05)
    raise SystemExit(f"{name} is not among the applications of the registry")


def walk(node: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield all that is shown below a node, and the node itself."""
    states = [pyatspi.stateToString(it) for it in node.getState().getStates()]
    if "showing" not in states and depth > 1:
        return
    yield {
        "role": node.getRoleName(),
        "name": node.name,
        "states": [it for it in states if it in WORTH_TELLING],
        "depth": depth,
    }
    for child in node:
        if child is not None:
            yield from walk(child, depth + 1)


def main() -> None:
    there = application(sys.argv[1])
    print("ready", flush=True)
    for _ in sys.stdin:
        there.clearCache()
        print(json.dumps(list(walk(there))), flush=True)


if __name__ == "__main__":
    main()
