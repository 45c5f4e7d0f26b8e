"""What the running product writes: as in production, in a process of its own."""

import json
import subprocess
import sys

import pytest

from konullu.platform.logs import LONGEST_LINE, without_personal_data

PROGRAM = """
import django, logging
django.setup()
logging.getLogger("django.request").error("Internal Server Error: %s", "/az/", extra={"status_code": 500})
"""


def test_an_unexpected_error_is_a_json_line_on_standard_error():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    [line] = done.stderr.strip().splitlines()
    said = json.loads(line)
    assert said["level"] == "ERROR"
    assert said["logger"] == "django.request"
    assert said["message"] == "Internal Server Error: /az/"


@pytest.mark.parametrize("endless", ["ə" * 2_000_000, "a@" * 1_000_000, "1 " * 1_000_000, "x.y@" + "z." * 1_000_000])
def test_an_endless_word_costs_no_more_than_its_first_line(endless):
    said = without_personal_data(f"Not Found: /{endless}")

    assert len(said) <= LONGEST_LINE + 1
