import json

import pytest
from jsonschema import Draft202012Validator

from konullu.api.urls import api


@pytest.fixture(scope="module")
def description():
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/")))


@pytest.mark.django_db
def test_the_description_is_open_and_says_3_1(client):
    answer = client.get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")


def test_every_operation_says_what_it_is(description):
    operations = [op for path in description["paths"].values() for op in path.values()]
    assert len(operations) >= 7
    assert all(op["summary"] and op["operationId"] and op["responses"] for op in operations)
    assert len({op["operationId"] for op in operations}) == len(operations)


def test_every_schema_in_it_is_a_schema(description):
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_names_the_problem_as_its_error(description):
    for path in description["paths"].values():
        for operation in path.values():
            assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}


@pytest.mark.django_db
def test_there_is_no_page_that_loads_scripts_from_elsewhere(client):
    assert client.get("/api/v1/docs").status_code == 404


def test_every_read_says_that_it_may_be_too_often(description):
    for path in description["paths"].values():
        if read := path.get("get"):
            assert read["responses"]["429"]["content"].keys() == {"application/problem+json"}
            assert "Retry-After" in read["responses"]["429"]["headers"]
