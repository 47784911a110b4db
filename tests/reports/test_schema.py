"""The reports' JSON and its schemas: the files are those that the code makes, and every report is valid."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from interview_desk import reports
from interview_desk.insights.phrasebook import LANGUAGES, Language
from interview_desk.insights.recommendation import Calibration, Chance
from interview_desk.reports import AUDIENCES, Audience
from interview_desk.reports.debrief import Sitting
from interview_desk.reports.schema import NAMES, as_text, schema, schema_file
from tests.reports.kits import Interview, decided, everything_private, history, kit, whole_interview

CALIBRATION = Calibration(
    "provisional", 0.2, 0.1, 30, 4, 0.1, fair_se=0.2, chance=Chance(0.6, 0.4, 0.8), chances={"advance": 0.6}
)


def made(it: Interview, name: str, language: Language = "en") -> Any:
    """A report's JSON by the name of its schema."""
    audience: Audience = next((known for known in AUDIENCES if known == name), "team")
    others = (Sitting(whole_interview().state, CALIBRATION), Sitting(Interview(kit()).state))
    form: reports.Format = "greenhouse" if name == "greenhouse" else "json"
    text = reports.render(
        it.state, audience, form, bands=history(), calibration=CALIBRATION, others=others, language=language
    )
    return json.loads(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_in_the_folder_is_the_one_that_the_code_makes(name: str) -> None:
    assert schema_file(name).read_text("utf-8") == as_text(name), "run python -m interview_desk.reports.schema"


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_report_is_valid(name: str, language: Language) -> None:
    validator = Draft202012Validator(schema(name))
    validator.validate(made(decided(everything_private(whole_interview())), name, language))
    if name != "decision":
        validator.validate(made(Interview(kit(), "", ""), name, language))


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_added_or_missing_is_not_valid(name: str) -> None:
    report = made(decided(whole_interview()), name)
    validator = Draft202012Validator(schema(name))
    with pytest.raises(ValidationError, match="Additional properties"):
        validator.validate({**report, "note": "x"})
    with pytest.raises(ValidationError, match="is a required property"):
        validator.validate({key: value for key, value in report.items() if key != "candidate"})
