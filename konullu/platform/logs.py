"""Logs: one JSON object a line on standard error, with the request's number and without personal data."""

import logging.config
import os
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from konullu.platform import request_id

# PostgreSQL repeats the row's values there: "DETAIL:  Key (phone)=(+994...) already exists."
_DETAIL = re.compile(r"(DETAIL|CONTEXT|HINT):.*")
# Bounded (RFC 5321: 64 before the @, 253 after it): an endless word must not cost a search from each of its letters.
_EMAIL = re.compile(r"[^\s@<>\"'(),;:=]{1,64}@[^\s@<>\"'(),;:=]{1,253}\.[^\s@<>\"'(),;:=]{1,63}")
_PHONE = re.compile(r"(?<![\w.:-])(\+|00)?\d(?:[\s().-]{0,2}\d){8,14}(?![\w-])")

LONGEST_LINE = 2_000


def without_personal_data(text: str) -> str:
    """Mask what looks like an e-mail address or a telephone number, and drop the values PostgreSQL quotes.

    A line longer than LONGEST_LINE is cut: nobody reads on, and a stranger could make us search megabytes.
    """
    text = "\n".join(line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in text.split("\n"))
    text = _DETAIL.sub(r"\1: (left out)", text)
    return _PHONE.sub("(phone)", _EMAIL.sub("(e-mail)", text))


class Formatter(JsonFormatter):
    """Masks after everything is put together: message, extra fields and tracebacks alike."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        if number := request_id.current():
            log_data["request_id"] = number
        return {key: _masked(value) for key, value in super().process_log_record(log_data).items()}


def configure(_: dict[str, object]) -> None:
    """settings.LOGGING_CONFIG. KONULLU_LOG_LEVEL sets the level; else INFO in production, WARNING elsewhere."""
    environment = os.environ.get("KONULLU_ENV", "development")
    level = os.environ.get("KONULLU_LOG_LEVEL", "INFO" if environment == "production" else "WARNING").upper()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": "konullu.platform.logs.Formatter",
                    "fmt": ["asctime", "levelname", "name", "message"],
                    "rename_fields": {"asctime": "at", "levelname": "level", "name": "logger"},
                    "datefmt": "%Y-%m-%dT%H:%M:%S%z",
                    "json_ensure_ascii": False,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            # Django's own handlers speak only to developers and to admins by mail: ours speaks for all.
            "loggers": {name: {"handlers": [], "propagate": True} for name in ("django", "django.server")},
            "root": {"handlers": ["stderr"], "level": level},
        }
    )


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return without_personal_data(value)
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else without_personal_data(str(value))
