"""The JSON of reports, against its schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from bpsym.derivation import Report
from bpsym.review.contract import report_json, reports_json
from tests.cli.sample import EMPTY, REPORT, TRUE

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads(files("bpsym.review").joinpath("report.schema.json").read_text(encoding="utf-8"))


def validate(made: Any) -> None:
    # As a consumer sees it: after a trip through text.
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(made)))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", [REPORT, TRUE, EMPTY, Report("empty.md")])
def test_every_report_fits_the_schema(report: Report) -> None:
    validate(report_json(report))


def test_several_files_fit_the_schema_and_their_summary_is_the_sum() -> None:
    made = reports_json([REPORT, TRUE, EMPTY])
    validate(made)
    assert made["summary"]["total"] == 11
    assert made["summary"]["not_claims"] == 2
    assert [f["file"] for f in made["files"]] == ["notes.md", "true.md", "broken.md"]


def test_no_file_at_all_still_has_a_whole_summary() -> None:
    made = reports_json([])
    validate(made)
    assert made["summary"]["total"] == 0


@pytest.mark.parametrize("field", ["verdict", "links", "reading_latex", "suppressed", "repair", "end_line"])
def test_a_missing_field_breaks_the_schema(field: str) -> None:
    made = report_json(REPORT)
    del made["equations"][0][field]
    with pytest.raises(jsonschema.ValidationError):
        validate(made)


def test_an_entry_says_everything_of_its_only_link() -> None:
    entry = report_json(REPORT)["equations"][2]
    assert entry["verdict"] == "refuted"
    assert entry["findings"][0]["message"] == "cannot multiply $X$ by $\\delta$"
    assert entry["repair"] == entry["repairs"][0]
    assert entry["counterexample"]["kind"] == "shapes"
    assert entry["links"] == []


def test_a_chain_has_a_link_for_each_sign_and_the_evidence_of_the_worst() -> None:
    entry = report_json(REPORT)["equations"][4]
    assert [link["verdict"] for link in entry["links"]] == ["conditional", "undecided"]
    assert entry["verdict"] == "undecided"
    assert entry["reason"] == "no proof was found, and no point where the sides differ"
    assert entry["conditions"] == ["$a^{(1)} = X$"]


def test_numbers_of_a_counterexample_stay_exact() -> None:
    witness = report_json(REPORT)["equations"][3]["counterexample"]
    assert witness["values"] == {"X": [["1", "2"]], "\\delta": [["1/2"]]}
    assert witness["entry"] == [1, 2]
    assert (witness["left"], witness["right"]) == ("3/2", "-3/2")


def test_the_evidence_of_a_proof_is_there() -> None:
    entry = report_json(REPORT)["equations"][1]
    assert entry["proof"]["definitions"] == ["z"]
    assert entry["agreement"]["modulus"] == str(2**61 - 1)
    assert entry["agreement"]["error_bound"] == 2**-40
    assert entry["domain"] == ["x > 0"]
