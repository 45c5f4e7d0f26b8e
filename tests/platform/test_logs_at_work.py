"""What the running product writes: as in production, in a process of its own."""

import json
import subprocess
import sys

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
