"""Sessions in the database, kept with one statement: a scan whose session is noted as active waits for one answer more.

Django's own store opens a transaction around the same statement, which makes three answers to wait for.
"""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError


class SessionStore(db.SessionStore):
    """One browser's session."""

    def save(self, must_create: bool = False) -> None:
        """Keep the session; one that was ended meanwhile is not brought back to life."""
        if must_create or self.session_key is None:
            super().save(must_create=must_create)
            return
        kept = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]
        rows = self.model.objects.filter(session_key=kept.session_key)
        if not rows.update(session_data=kept.session_data, expire_date=kept.expire_date):
            raise UpdateError
