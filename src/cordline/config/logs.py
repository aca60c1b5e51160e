"""Log lines: one JSON object each, with the request's number and the actor's code, and no word about a patient.

An exception's message may quote a row or a form, so only its type and the places in our code are written, never the
message. What belongs to a person stands in the record, not in the log.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_number: ContextVar[str] = ContextVar("request_number", default="")
actor_code: ContextVar[str] = ContextVar("actor_code", default="")
EXTRA = ("status", "method", "view", "ms", "queries")


class JsonLines(logging.Formatter):
    """One line, one object: time, level, logger, message, and what a request adds."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line; the message of an exception is left out on purpose."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if number := request_number.get():
            line["request"] = number
        if code := actor_code.get():
            line["actor"] = code
        line.update({name: getattr(record, name) for name in EXTRA if hasattr(record, name)})
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-8:]
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(JsonLines):
    """The same facts as a line for people who watch a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line from the same facts as the JSON."""
        line = json.loads(super().format(record))
        rest = " ".join(f"{k}={v}" for k, v in line.items() if k not in {"at", "level", "logger", "message"})
        return f"{line['at'][11:19]} {line['level']:7} {line['message']} {rest}".rstrip()


def configuration(form: str, level: str) -> dict[str, Any]:
    """Give Django's LOGGING for one form (json or plain) and the least level shown."""
    lines = {"json": JsonLines, "plain": PlainLines}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": lines}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "cordline": {"level": level.upper()},
            # Django says "Not Found" and the like once more; the request's own line has the status.
            "django.request": {"level": "ERROR", "handlers": ["stderr"], "propagate": False},
            "django.server": {"level": "ERROR", "handlers": ["stderr"], "propagate": False},
            "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        },
    }
