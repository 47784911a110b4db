"""A database with a key: noise to who has none, and everything works on it as on any other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain.draft import Draft
from interview_desk.door.people import People
from interview_desk.errors import StorageError
from interview_desk.storage import cipher
from interview_desk.storage.backups import Plan, back_up
from interview_desk.storage.care import backup, check, restore, upgrade
from interview_desk.storage.encrypting import decrypt, encrypt
from interview_desk.storage.glance import interrupted
from interview_desk.storage.journal import open_journal
from interview_desk.storage.salvage import salvage
from tests.calling import caller
from tests.storage.logs import interview

keyring = pytest.importorskip("keyring")
pytest.importorskip("sqlcipher3")
from keyring.backend import KeyringBackend  # noqa: E402  # only where it is installed

SESSION = "20261123-one"
NOTE = "Note 3"


class Drawer(KeyringBackend):
    """A keyring of a test's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def drawer() -> Iterator[Drawer]:
    before, made = keyring.get_keyring(), Drawer()
    keyring.set_keyring(made)
    cipher._key.cache_clear()
    yield made
    keyring.set_keyring(before)
    cipher._key.cache_clear()


@pytest.fixture
def database(desk_home: Path) -> Path:
    """An encrypted database with an interview that is under way, closed."""
    path = desk_home / "desk.db"
    with closing(open_journal(f"sqlite:///{path}", make_folder=True)) as journal:
        journal.extend(SESSION, interview(notes=5), Draft("half a note", 1, 2))
    assert encrypt(path)
    return path


def test_the_file_is_noise_and_is_read_with_the_key(database: Path) -> None:
    content = database.read_bytes()
    assert not content.startswith(cipher.MAGIC)
    assert NOTE.encode() not in content
    with closing(open_journal(f"sqlite:///{database}", create=False)) as journal:
        assert journal.read(SESSION) == interview(notes=5)
        journal.extend(SESSION, interview(notes=6))
        assert check(journal.engine) == []
        assert NOTE.encode() not in database.with_name("desk.db-wal").read_bytes()
    found = interrupted(f"sqlite:///{database}", interview()[0].event.kit.id)  # type: ignore[union-attr]
    assert found is not None
    assert (len(found.entries), found.draft.text) == (9, "half a note")
    assert not encrypt(database)


def test_decrypted_it_is_a_plain_file_again(database: Path) -> None:
    assert decrypt(database)
    assert not decrypt(database)
    assert database.read_bytes().startswith(cipher.MAGIC)
    assert sorted(path.name for path in database.parent.iterdir()) == ["desk.db"]
    with closing(open_journal(f"sqlite:///{database}", create=False)) as journal:
        assert (journal.read(SESSION), check(journal.engine)) == (interview(notes=5), [])


def test_copies_of_it_are_encrypted_too(database: Path, tmp_path: Path) -> None:
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        backup(journal.engine, tmp_path / "copy.db")
    plan = Plan(database.parent / "backups", 3, timedelta(days=1))
    made = back_up(database, plan, datetime.now(UTC) + timedelta(days=2))
    assert made is not None
    for copy in (tmp_path / "copy.db", made):
        assert cipher.is_encrypted(copy)
    assert restore(database, tmp_path / "copy.db")[0] == 1
    assert cipher.is_encrypted(database)


def test_a_damaged_one_is_salvaged_into_an_encrypted_one(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[-5000] ^= 0xFF
    database.write_bytes(content)
    done = salvage(database)
    assert done.aside.read_bytes() == content
    assert cipher.is_encrypted(database)
    with closing(open_journal(f"sqlite:///{database}")) as journal:
        assert check(journal.engine) == []


def test_a_person_is_erased_from_it_and_its_copies(database: Path) -> None:
    made = back_up(database, Plan(database.parent / "backups", 3, timedelta(days=1)), datetime.now(UTC))
    people = People(database.parent, f"sqlite:///{database}", database.parent / "backups")
    person = people.find("Sample Candidate")
    assert people.remains(person).databases == (made,)
    assert people.erase(person, datetime.now(UTC)) == []
    assert people.listed() == []
    assert made is not None
    with closing(open_journal(f"sqlite:///{made}", create=False)) as copy:
        assert copy.sessions() == []


def test_an_older_one_is_brought_up_to_date(desk_home: Path) -> None:
    desk_home.mkdir()
    shutil.copyfile(Path(__file__).parent / "old" / "0002.db", desk_home / "desk.db")
    encrypt(desk_home / "desk.db")
    assert upgrade(f"sqlite:///{desk_home / 'desk.db'}")[0] == "0002"
    (copy,) = desk_home.glob("desk.db.before-*")
    assert cipher.is_encrypted(copy)


@pytest.mark.parametrize("key", [None, "ab" * 32, "no key at all"])
def test_without_the_right_key_it_is_refused_in_words_and_left_alone(
    database: Path, drawer: Drawer, key: str | None
) -> None:
    before = database.read_bytes()
    drawer.kept.clear()
    if key:
        drawer.kept["Interview Desk", "database"] = key
    cipher._key.cache_clear()
    with pytest.raises(
        StorageError, match=r"it is not a database, or an encrypted one that can't be opened: .*key"
    ) as told:
        open_journal(f"sqlite:///{database}")
    assert "ab" * 8 not in str(told.value)
    assert interrupted(f"sqlite:///{database}", "small") is None
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    ("missing", "said"), [("sqlcipher3.dbapi2", "SQLCipher"), ("keyring", "what asks the system's")]
)
def test_where_a_library_is_missing_it_is_said_how_to_install_it(
    database: Path, monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, missing, None)
    cipher._key.cache_clear()
    with pytest.raises(StorageError, match=rf"{said}.* is not installed; install it with `pip install 'interview-desk"):
        open_journal(f"sqlite:///{database}")


def test_a_plain_database_that_lost_its_header_is_said_how_to_save(database: Path, drawer: Drawer) -> None:
    decrypt(database)
    content = database.read_bytes()
    database.write_bytes(bytes(100) + content[100:])
    drawer.kept.clear()
    cipher._key.cache_clear()
    with pytest.raises(StorageError, match="if it never was encrypted, run `interview-desk db salvage`"):
        open_journal(f"sqlite:///{database}")
    assert salvage(database).entries == len(interview(notes=5))


def test_a_keyring_that_does_not_answer_is_said(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise keyring.errors.KeyringLocked("of Ada's")

    monkeypatch.setattr(Drawer, "get_password", fail)
    cipher._key.cache_clear()
    with pytest.raises(
        StorageError, match=r"the system's keyring does not answer \(KeyringLocked\); unlock the keyring"
    ):
        open_journal(f"sqlite:///{database}")


def test_the_command_line_encrypts_and_decrypts_all_there_is(
    desk_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = caller(capsys)
    assert call("simulate", "--interviews", 3, "--interviewers", 2, "--seed", 1).code == 0
    back_up(desk_home / "desk.db", Plan(desk_home / "backups", 3, timedelta(days=1)), datetime.now(UTC))
    assert call("db", "encrypt").err == "Encrypted: 2 databases.\n"
    assert call("db", "encrypt").err == "Nothing to do: it is encrypted already.\n"
    assert call("db", "check").out == "All is well.\n"
    assert call("db", "decrypt").err == "Decrypted: 2 databases.\n"
    assert call("db", "check").out == "All is well.\n"


def test_an_event_is_kept_in_it_as_in_any_other(database: Path) -> None:
    with closing(open_journal(f"sqlite:///{database}")) as journal, journal.lease(SESSION):
        state_before = len(journal.read(SESSION))
        journal.extend(SESSION, [*interview(notes=5), interview(notes=6)[-1]])
        assert isinstance(journal.read(SESSION)[state_before].event, e.NoteTaken)
