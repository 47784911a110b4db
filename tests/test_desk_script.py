"""The script at the top, `./desk`: what it does with stand-ins for everything that it would install or start."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ORDINARY_TOOLS = ("sh", "dirname", "tr", "cat")


@dataclass(frozen=True)
class Checkout:
    """A copy of the script in a folder of its own, on a machine made of stand-ins that note how they were called."""

    root: Path
    tools: Path
    calls_file: Path

    def stand_in(self, path: Path | str, does: str = "") -> None:
        place = self.tools / path if isinstance(path, str) else path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f'#!/bin/sh\nprintf "%s\\n" "${{0##*/}} $*" >>"{self.calls_file}"\n{does}\n', encoding="utf-8")
        place.chmod(0o755)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {"PATH": str(self.tools), "HOME": str(self.root), **environment}
        command = [str(self.root / "desk"), *arguments]
        return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)

    def calls(self) -> list[str]:
        return self.calls_file.read_text(encoding="utf-8").splitlines() if self.calls_file.exists() else []


@pytest.fixture
def bare(tmp_path: Path) -> Checkout:
    """A machine with an ordinary Debian, a user who is not root, and no Python."""
    checkout = Checkout(tmp_path / "check out", tmp_path / "bin", tmp_path / "calls")
    checkout.root.mkdir()
    checkout.tools.mkdir()
    shutil.copy(ROOT / "desk", checkout.root)
    for tool in ORDINARY_TOOLS:
        found = shutil.which(tool)
        assert found is not None
        (checkout.tools / tool).symlink_to(found)
    checkout.stand_in("uname", "echo Linux")
    checkout.stand_in("id", "echo 1000")
    checkout.stand_in("dpkg")
    checkout.stand_in("apt-get")
    checkout.stand_in("sudo")
    return checkout


@pytest.fixture
def checkout(bare: Checkout) -> Checkout:
    """The same where the virtual environment is there already, and nothing is missing."""
    for name in ("python", "uv", "interview-desk", "ruff", "mypy"):
        bare.stand_in(bare.root / ".venv" / "bin" / name)
    return bare


def lacking(checkout: Checkout, *names: str) -> None:
    """From now on these libraries or commands are not on the machine."""
    checkout.stand_in(checkout.root / ".venv" / "bin" / "python", "\n".join(f"echo {name}" for name in names))


def test_without_arguments_it_opens_the_application(checkout: Checkout) -> None:
    done = checkout.run(DISPLAY=":7")
    assert (done.returncode, done.stderr) == (0, "")
    assert checkout.calls()[-1] == "interview-desk "
    assert any(call.startswith("uv sync ") and " --locked " in call for call in checkout.calls())


def test_arguments_are_passed_on_as_they_are(checkout: Checkout) -> None:
    checkout.stand_in(checkout.root / ".venv" / "bin" / "interview-desk", 'printf "%s|" "$@"; exit 3')
    done = checkout.run("show", "latest", "--at", "12:30", "a b", "*")
    assert done.stdout == "show|latest|--at|12:30|a b|*|"
    assert done.returncode == 3


@pytest.mark.parametrize("arguments", [(), ("demo",), ("--debug", "--data-dir", "check", "conduct", "backend-senior")])
def test_without_a_display_it_says_so_in_one_sentence(checkout: Checkout, arguments: tuple[str, ...]) -> None:
    done = checkout.run(*arguments)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr
    assert "interview-desk" not in " ".join(checkout.calls())


@pytest.mark.parametrize("arguments", [("check",), ("--version",), ("conduct", "--help"), ("--data-dir", "x", "keys")])
def test_what_opens_no_window_needs_no_display(checkout: Checkout, arguments: tuple[str, ...]) -> None:
    lacking(checkout, "libxcb-cursor.so.0")
    assert checkout.run(*arguments).returncode == 0


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_way_to_show_a_window_will_do(checkout: Checkout, variable: str) -> None:
    assert checkout.run(**{variable: "offscreen"}).returncode == 0


def test_someone_who_is_not_root_is_given_the_one_line_to_run(checkout: Checkout) -> None:
    lacking(checkout, "libxcb-icccm.so.4", "libEGL.so.1")
    done = checkout.run(DISPLAY=":7")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libegl1 libxcb-icccm4'"
    )
    assert not any(call.startswith(("apt-get", "sudo", "interview-desk")) for call in checkout.calls())


def test_as_root_the_missing_packages_are_installed(checkout: Checkout) -> None:
    lacking(checkout, "libxcb-icccm.so.4")
    checkout.stand_in("id", "echo 0")
    assert checkout.run(DISPLAY=":7").returncode == 0
    calls = [call for call in checkout.calls() if call.startswith("apt-get")]
    assert calls[0].startswith("apt-get update")
    assert calls[1].endswith("--no-install-recommends libxcb-icccm4")
    assert checkout.calls()[-1] == "interview-desk "


def test_a_failed_installation_stops_it(checkout: Checkout) -> None:
    lacking(checkout, "libxcb-icccm.so.4")
    checkout.stand_in("id", "echo 0")
    checkout.stand_in("apt-get", "exit 100")
    done = checkout.run(DISPLAY=":7")
    assert done.returncode == 2
    assert "Could not install libxcb-icccm4" in done.stderr


def test_where_there_is_no_dpkg_the_libraries_are_named(checkout: Checkout) -> None:
    lacking(checkout, "libxcb-icccm.so.4", "libEGL.so.1")
    (checkout.tools / "dpkg").unlink()
    done = checkout.run(DISPLAY=":7")
    assert done.returncode == 2
    assert "libxcb-icccm.so.4 libEGL.so.1" in done.stderr
    assert "apt-get" not in done.stderr


def test_a_stale_lock_file_stops_it(checkout: Checkout) -> None:
    checkout.stand_in(checkout.root / ".venv" / "bin" / "uv", "exit 1")
    done = checkout.run("check")
    assert done.returncode == 3
    assert "uv.lock" in done.stderr


def test_the_tests_are_every_check_in_order(checkout: Checkout) -> None:
    assert checkout.run("test", "-k", "a hint").returncode == 0
    names = [call.split()[0] for call in checkout.calls()]
    assert names == ["uname", "python", "uv", "ruff", "ruff", "mypy", "python"]
    assert checkout.calls()[3:] == ["ruff check .", "ruff format --check .", "mypy ", "python -m pytest -k a hint"]


@pytest.mark.parametrize("check", ["ruff", "mypy"])
def test_a_failed_check_fails_the_tests(checkout: Checkout, check: str) -> None:
    checkout.stand_in(checkout.root / ".venv" / "bin" / check, "exit 1")
    assert checkout.run("test").returncode == 1
    assert checkout.calls()[-1].startswith(check)


def python_stand_in(checks: Callable[[str], bool]) -> str:
    """A Python that answers the script's questions: is the version right, is `venv` there; and makes an environment."""
    answers = {question: 0 if checks(question) else 1 for question in ("version_info", "ensurepip")}
    return f"""case $* in
        *version_info*) exit {answers["version_info"]} ;;
        *ensurepip*) exit {answers["ensurepip"]} ;;
        "-m venv"*) /bin/mkdir -p "$4/bin"; for name in python uv interview-desk; do
            printf '#!/bin/sh\\n' >"$4/bin/$name"; /bin/chmod +x "$4/bin/$name"; done ;;
    esac"""


def test_the_first_python_that_fits_makes_the_environment(bare: Checkout) -> None:
    bare.stand_in("python3", python_stand_in(lambda question: question != "version_info"))
    bare.stand_in("python3.12", python_stand_in(lambda _: True))
    assert bare.run("check").returncode == 0
    assert any(call.startswith("python3.12 -m venv --clear") for call in bare.calls())


def test_a_python_without_the_venv_module_names_the_package(bare: Checkout) -> None:
    bare.stand_in("python3", python_stand_in(lambda question: question != "ensurepip"))
    done = bare.run("check")
    assert done.returncode == 2
    assert "venv" in done.stderr.splitlines()[0]
    assert done.stderr.splitlines()[-1].endswith("python3 python3-venv'")


def test_a_machine_with_only_an_old_python_is_told_which_will_do(bare: Checkout) -> None:
    bare.stand_in("python3", python_stand_in(lambda _: False))
    done = bare.run("check")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Python 3.11, 3.12 or 3.13" in done.stderr
