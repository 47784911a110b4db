"""Where things are kept and found: `interview_desk.paths`, and the sentences of `interview_desk.errors`."""

from pathlib import Path

import pytest

from interview_desk import paths
from interview_desk.errors import DeskError, ProblemsFound, StorageError, UsageError
from interview_desk.storage import schema
from interview_desk.storage.engine import open_database, schema_version
from interview_desk.storage.files import file_of


@pytest.mark.parametrize("folder", paths.SHIPPED_FOLDERS)
def test_the_source_tree_holds_every_shipped_folder(folder: str) -> None:
    assert paths.shipped(folder).is_dir()
    assert paths.shipped(folder).parent == Path(__file__).resolve().parent.parent


def test_an_option_wins_over_the_environment(desk_home: Path, tmp_path: Path) -> None:
    assert paths.data_dir() == desk_home
    assert paths.data_dir(tmp_path / "elsewhere") == tmp_path / "elsewhere"


def test_asking_where_the_data_is_creates_nothing(desk_home: Path) -> None:
    paths.default_database_url(paths.data_dir())
    assert not desk_home.exists()


def test_a_relative_folder_is_taken_from_where_the_person_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir("interviews") == tmp_path / "interviews"


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert paths.data_dir("~/interviews") == tmp_path / "interviews"


def test_an_empty_option_is_refused_but_an_empty_variable_is_none_at_all() -> None:
    with pytest.raises(UsageError, match="names no folder"):
        paths.data_dir("")
    assert paths.data_dir(environment={"INTERVIEW_DESK_HOME": "", "HOME": "/home/ada"}).is_relative_to("/home/ada")


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, "/home/ada/.local/share/interview-desk"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/interview-desk"),
        ("linux", {"XDG_DATA_HOME": "not/absolute"}, "/home/ada/.local/share/interview-desk"),
        ("darwin", {"XDG_DATA_HOME": "/data"}, "/home/ada/Library/Application Support/Interview Desk"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/Interview Desk"),
        ("win32", {}, "/home/ada/AppData/Local/Interview Desk"),
    ],
)
def test_each_platform_has_its_own_place(platform: str, environment: dict[str, str], expected: str) -> None:
    assert paths._platform_data_dir(platform, {"HOME": "/home/ada", **environment}) == Path(expected)


def test_someone_without_a_home_is_told_how_to_name_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", no_home)
    with pytest.raises(StorageError, match="--data-dir or INTERVIEW_DESK_HOME"):
        paths.data_dir(environment={})


def test_a_file_is_no_folder_to_keep_interviews_in(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(UsageError, match=r"notes\.txt is a file; name a folder"):
        paths.data_dir(tmp_path / "notes.txt")


@pytest.mark.parametrize("name", ["plain", "with space", "100%20", "what?", "a#b", "a@b:c", "naïve ✓"])
def test_the_database_url_leads_back_to_the_same_file(name: str, tmp_path: Path) -> None:
    url = paths.default_database_url(tmp_path / name)
    assert file_of(url) == tmp_path / name / "desk.db"
    open_database(url, make_folder=True).dispose()
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.glob("**/*.db")] == [f"{name}/desk.db"]
    assert schema_version(url) == schema.HEAD


def test_an_error_is_one_sentence() -> None:
    assert str(DeskError("Could not save.", "the disk is full.", "make room.")) == (
        "Could not save: the disk is full; make room."
    )
    assert str(UsageError("There is no kit “x”", remedy="see `interview-desk check`")) == (
        "There is no kit “x”; see `interview-desk check`."
    )
    assert str(UsageError("There is no kit “x”", "", "did you mean “y”?")) == "There is no kit “x”; did you mean “y”?"


def test_every_kind_of_error_has_the_exit_code_that_other_programs_rely_on() -> None:
    assert [kind.exit_code for kind in (ProblemsFound, UsageError, StorageError)] == [1, 2, 3]
