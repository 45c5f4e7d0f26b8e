import os
import subprocess
import sys

from konullu.platform import metrics

PROCESS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "konullu.settings"
from konullu.platform import metrics
metrics._queue = lambda: metrics.CollectorRegistry()
for _ in range(int(sys.argv[1])):
    metrics.observe(route="home", method="GET", status=200, seconds=0.01)
print(metrics.text().decode())
"""


def test_two_server_processes_are_added_up_by_either_of_them(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for count in ("3", "4"):
        command = [sys.executable, "-c", PROCESS, count]
        page = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert 'konullu_requests_total{method="GET",route="home",status="200"} 7.0' in page
    assert 'konullu_request_seconds_count{route="home"} 7.0' in page


def test_a_new_start_forgets_the_numbers_of_the_last_one(tmp_path):
    folder = tmp_path / "metrics"
    metrics.clear(folder)
    (folder / "counter_1.db").write_bytes(b"old")
    (folder / "other").write_text("stays")
    metrics.clear(folder)
    assert [path.name for path in folder.iterdir()] == ["other"]
