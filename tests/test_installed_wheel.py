"""What a person gets who installs the package: built by way of the source archive, installed and opened elsewhere."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from interview_desk import __version__, paths

ROOT = Path(__file__).resolve().parent.parent

OPEN_WHAT_IS_SHIPPED = """
import json, sys
sys.path.insert(0, sys.argv[1])
from interview_desk import __file__ as package, __version__, paths
files = {folder: sorted(path.relative_to(paths.shipped(folder)).as_posix()
                        for path in paths.shipped(folder).rglob("*") if path.is_file())
         for folder in paths.SHIPPED_FOLDERS}
banks = [path.read_text("utf-8")[:200] for path in paths.shipped_question_banks().glob("*/*.yaml")]
print(json.dumps({"package": package, "version": __version__, "files": files, "banks": banks}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it, far from the source tree."""
    work = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", work, cwd=ROOT)
    (archive,) = work.glob("*.tar.gz")
    (work / "source").mkdir()
    run("tar", "-xzf", archive, "-C", work / "source", cwd=work)
    (source_tree,) = (work / "source").iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", work, cwd=source_tree)
    (wheel,) = work.glob("*.whl")
    target = work / "target"
    with zipfile.ZipFile(wheel) as contents:  # to install a wheel of pure Python is to unpack it
        contents.extractall(target)
    return target


def test_the_installed_package_opens_the_shipped_files(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(sys.executable, "-I", "-c", OPEN_WHAT_IS_SHIPPED, installed, cwd=tmp_path))
    assert Path(answer["package"]).is_relative_to(installed)
    assert answer["version"] == __version__
    assert answer["banks"]
    assert all("schema: 1" in bank for bank in answer["banks"])


def test_the_installed_package_ships_what_the_source_tree_has(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(run(sys.executable, "-I", "-c", OPEN_WHAT_IS_SHIPPED, installed, cwd=tmp_path))
    for folder in paths.SHIPPED_FOLDERS:
        here = sorted(p.relative_to(ROOT / folder).as_posix() for p in (ROOT / folder).rglob("*") if p.is_file())
        assert answer["files"][folder] == here


def test_the_installed_package_says_that_it_is_typed_and_has_a_command(installed: Path) -> None:
    assert (installed / "interview_desk" / "py.typed").is_file()
    (entry_points,) = installed.glob("interview_desk-*.dist-info/entry_points.txt")
    assert "interview-desk = interview_desk.cli:main" in entry_points.read_text("utf-8")
    assert not (installed / "tests").exists()
