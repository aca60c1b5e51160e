"""Django's PostgreSQL backend, with its address found at the first connection (see ``config.doors``)."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.conninfo import conninfo_to_dict

from cordline.config import doors


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection to the clinic's database, as the role this process works in."""

    def get_connection_params(self) -> dict[str, Any]:
        """Fill in host, port, role and password just before connecting."""
        found = conninfo_to_dict(doors.url())
        # A name that is set here was put there by Django itself (the "postgres" of a test run).
        self.settings_dict.update(
            NAME=found["dbname"], USER=found.get("user", ""), PASSWORD=found.get("password", ""),
            HOST=found.get("host", ""), PORT=str(found.get("port", "")),
        )  # fmt: skip
        return super().get_connection_params()
