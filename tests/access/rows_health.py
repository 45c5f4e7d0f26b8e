"""For machines. The test client sits on this machine and may read the numbers; others: tests/web/ui/test_health.py."""

ROWS = {
    "GET ui:health_live": {"*": 200},
    "GET ui:health_ready": {"*": 200},
    "GET ui:metrics": {"*": 200},
}
