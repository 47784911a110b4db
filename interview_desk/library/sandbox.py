"""Runs one solution with its tests; started as a script of its own, in a process that can do little else.

Reads JSON from standard input, `{"solution", "tests", "seconds", "megabytes"}`, and writes JSON to the file that the
command line names: `{"passed": true}` where both ran, else what failed, with part and line. It imports nothing from
the application, so that it starts fast and works without it.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import types
from typing import Any

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


class NetworkRefused(PermissionError):
    """A solution asked for the network."""


def main() -> None:
    order = json.load(sys.stdin)
    answer = os.open(sys.argv[1], os.O_WRONLY)  # before a solution can use up what may be opened
    _leave_network()
    _limit(order["seconds"], order["megabytes"])
    reply = _run(order["solution"], order["tests"])
    os.write(answer, json.dumps(reply).encode())
    sys.stdout.flush()
    os._exit(0)  # threads that the solution left behind are not waited for


def _run(solution: str, tests: str) -> dict[str, Any]:
    module = types.ModuleType("solution")
    sys.modules["solution"] = module  # dataclasses and pickle look their module up
    for part, code in (("solution", solution), ("tests", tests)):
        try:
            exec(compile(code, f"<{part}>", "exec", dont_inherit=True), module.__dict__)
            if part == "tests":
                _call_tests(module.__dict__)
        except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt are failures here as well
            return _told(error, part)
    return {"passed": True}


def _call_tests(names: dict[str, Any]) -> None:
    """Call the functions named `test_…`, for authors who write their assertions into such."""
    for name, value in list(names.items()):
        if name.startswith("test_") and isinstance(value, types.FunctionType) and not value.__code__.co_argcount:
            value()


def _told(error: BaseException, part: str) -> dict[str, Any]:
    line, traced = 0, error.__traceback__
    if isinstance(error, SyntaxError) and error.filename in ("<solution>", "<tests>"):
        part, line = error.filename.strip("<>"), error.lineno or 1
        traced = None
    while traced is not None:
        # The assertion in the tests is what the author wants to see, however deep in the solution it came apart.
        name = traced.tb_frame.f_code.co_filename
        if name == "<tests>" or (name == "<solution>" and part == "solution"):
            line = traced.tb_lineno
        traced = traced.tb_next
    try:
        text = str(error)[:300]
    except Exception:  # noqa: BLE001 - an exception of the solution's own may do anything
        text = ""
    return {"passed": False, "part": part, "line": line, "error": type(error).__name__, "text": text}


def _limit(seconds: int, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows; the time limit of the parent holds there too
        return
    size = megabytes * 1_000_000
    for what, most in (
        (resource.RLIMIT_CPU, (seconds, seconds + 1)),  # first the signal that says why, then the end
        (resource.RLIMIT_AS, (size, size)),
        (resource.RLIMIT_FSIZE, (10_000_000, 10_000_000)),
        (resource.RLIMIT_NOFILE, (64, 64)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        try:
            resource.setrlimit(what, most)
        except (OSError, ValueError):  # the system allows less already
            continue


def _leave_network() -> None:
    """Go where there is no network, if the system allows; refuse it from Python in any case."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError, ImportError):
            _unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse_network)


def _unshare(flags: int) -> None:
    if sys.version_info >= (3, 12):
        os.unshare(flags)
        return
    import ctypes

    ctypes.CDLL(None).unshare(flags)


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in _NETWORK:
        raise NetworkRefused("solutions run without a network")


if __name__ == "__main__":
    main()
