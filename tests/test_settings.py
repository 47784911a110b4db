"""Settings survive the disk, and a wrong line costs only itself."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_desk.errors import StorageError
from interview_desk.settings import Settings, load, save


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.toml") == (Settings(), [])


@given(name=st.text(st.characters(exclude_categories=["Cs"])), percent=st.integers(80, 200), less=st.booleans())
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, name: str, percent: int, less: bool) -> None:
    path = tmp_path_factory.mktemp("settings") / "deep" / "settings.toml"
    chosen = Settings(interviewer=name, theme="light", text_percent=percent, reduced_motion=less)
    save(path, chosen)
    assert load(path) == (chosen, [])


def test_a_wrong_line_is_named_and_the_others_count(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('theme = "pink"\ntext_percent = 900\nintervewer = "A"\ninterviewer = "B"\nreduced_motion = 1\n')
    settings, problems = load(path)
    assert settings == Settings(interviewer="B")
    assert len(problems) == 4
    assert all(str(path) in problem for problem in problems)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"theme =", b"theme = 1\ntheme = 2"])
def test_a_file_that_is_no_toml_is_said_so_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    settings, problems = load(path)
    assert (settings, len(problems)) == (Settings(), 1)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="not saved"):
        save(tmp_path / "file" / "settings.toml", Settings())


def test_keys_are_a_table_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    chosen = Settings(theme="dark", keys={"hint.next": "Ctrl+G", "interview.pause": "", 'odd"id': "\\"})
    save(path, chosen)
    assert "[keys]" in path.read_text("utf-8")
    assert load(path) == (chosen, [])


def test_a_wrong_key_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[keys]\n"hint.next" = "Ctrl+G"\n"interview.pause" = 3\n')
    settings, problems = load(path)
    assert settings == Settings(keys={"hint.next": "Ctrl+G"})
    assert "interview.pause" in problems[0]
    path.write_text('keys = "Ctrl+G"\n')
    assert load(path)[0] == Settings()


def test_a_file_that_could_not_be_read_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = dark\n")
    save(path, Settings(theme="dark"))
    assert load(path) == (Settings(theme="dark"), [])
    assert (tmp_path / "settings.unread.toml").read_text() == "theme = dark\n"
