"""The codec: what was once written can be read for ever, and what isn't known is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from interview_desk.domain.events import Event, EvidenceCited, NoteTaken, Started
from interview_desk.errors import StorageError
from interview_desk.storage import codec
from interview_desk.storage.codec import KINDS, VERSIONS, decode, encode, kind_of, revive_all, upgraded
from tests.storage.anything import any_event
from tests.storage.logs import opening

GOLDEN = Path(__file__).parent / "golden"


def golden(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_every_version_of_every_event_has_a_golden_file_and_no_file_is_without_an_event() -> None:
    wanted = {f"{kind}.{version}.json" for kind, newest in VERSIONS.items() for version in range(1, newest + 1)}
    assert {path.name for path in GOLDEN.iterdir()} == wanted


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_a_golden_file_is_read_and_the_newest_version_written_as_it_stands(path: Path) -> None:
    content = golden(path)
    kind, version = content["kind"], content["version"]
    text = json.dumps(content["body"])
    event = decode(kind, version, text)
    assert type(event) is KINDS[kind]
    assert decode(kind, version, text, trusted=True) == event
    if version == VERSIONS[kind]:
        written_kind, written_version, body = encode(event)
        assert (written_kind, written_version, json.loads(body)) == (kind, version, content["body"])


def test_kinds_are_the_names_of_the_events_in_kebab_case() -> None:
    assert kind_of(NoteTaken) == "note-taken"
    assert "dont-know-said" in KINDS


@given(any_event())
def test_any_event_comes_back_as_it_was_by_either_way(event: Event) -> None:
    kind, version, text = encode(event)
    text.encode()  # any UTF-8 store can hold it
    assert "\0" not in text
    assert decode(kind, version, text) == event
    assert decode(kind, version, text, trusted=True) == event
    assert revive_all([kind], [version], [json.loads(text)]) == [event]


def test_an_opening_comes_back_with_its_whole_kit() -> None:
    event = opening().event
    assert decode(*encode(event), trusted=True) == event


def test_half_a_surrogate_pair_comes_back_and_two_halves_become_their_character() -> None:
    lone = NoteTaken(0, "plain", "a\ud83d b\udc00")
    assert decode(*encode(lone)) == lone
    split = NoteTaken(0, "plain", "\ud83d\ude42")
    assert decode(*encode(split)) == NoteTaken(0, "plain", "\U0001f642")


def test_letters_of_every_script_are_kept_readable() -> None:
    assert "спросил" in encode(NoteTaken(0, "plain", "спросил"))[2]


@pytest.mark.parametrize("trusted", [False, True])
@pytest.mark.parametrize(
    ("kind", "version", "text", "words"),
    [
        ("note-eaten", 1, "{}", '"note-eaten" is not known: it comes from a newer version'),
        ("started", 2, "{}", "has the version 2: it comes from a newer version"),
        ("started", 0, "{}", "has the version 0"),
        ("started", 1, "{", "it is not JSON"),
        ("started", 1, "[" * 100_000, "it is not JSON"),
        ("note-taken", 1, '{"stamp_ms": 1, "kind": "plain", "text": "x", "mood": "good"}', '"note-taken"'),
        ("note-taken", 1, '{"stamp_ms": 1}', '"note-taken"'),
        ("evidence-cited", 1, '{"competency": "x", "entries": ["a"]}', "entries.0"),
        ("opened", 1, "{}", "kit"),
    ],
)
def test_what_is_not_known_is_refused_and_never_skipped(
    kind: str, version: int, text: str, words: str, trusted: bool
) -> None:
    with pytest.raises(StorageError) as refusal:
        decode(kind, version, text, trusted=trusted)
    assert words in str(refusal.value)
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "text",
    ['{"stamp_ms": "1", "kind": "plain", "text": "x"}', '{"stamp_ms": 1, "kind": "nice", "text": "x"}', "[]", "7"],
)
def test_what_others_send_is_validated(text: str) -> None:
    with pytest.raises(StorageError):
        decode("note-taken", 1, text)


def test_of_many_events_the_one_that_does_not_fit_is_refused() -> None:
    with pytest.raises(StorageError, match="newer version"):
        revive_all(["started", "started"], [1, 1], [{}, {"by": "whom"}])
    with pytest.raises(StorageError, match="version 9"):
        revive_all(["started"], [9], [{}])
    assert revive_all(["started", "evidence-cited"], [1, 1], [{}, {"competency": "c", "entries": [4]}]) == [
        Started(),
        EvidenceCited("c", (4,)),
    ]


def test_an_older_version_is_taken_up_one_step_at_a_time() -> None:
    upgrades: dict[tuple[str, int], codec.Upgrade] = {
        ("note-taken", 1): lambda body: {**body, "steps": ["one"]},
        ("note-taken", 2): lambda body: {**body, "steps": [*body["steps"], "two"]},
    }
    assert upgraded("note-taken", 1, {}, 3, upgrades) == {"steps": ["one", "two"]}
    assert upgraded("note-taken", 3, {}, 3, upgrades) == {}


def test_a_body_without_keys_can_not_be_upgraded() -> None:
    with pytest.raises(StorageError, match="no keys"):
        upgraded("note-taken", 1, [], 2, {("note-taken", 1): lambda body: body})
