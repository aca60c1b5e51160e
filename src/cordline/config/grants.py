"""What the application's role may do with each table, given anew after every migration.

Reading and writing, never deleting, owning or truncating: history stays. The few tables from which the application
may delete hold nothing clinical (sessions, finished jobs, waiting deliveries), and each is named here. The ledger
gives its own schema's rights in its own migrations.
"""

from django.db import connection
from psycopg import sql

from cordline.config.cluster_roles import APP

# Sessions end, sign-in devices are taken away, finished jobs are swept: none is part of the record.
MAY_DELETE = (
    "django_session",
    "account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "usersessions_usersession",
    # A key goes by erasure only (a trigger says so); the words are remade from the texts.
    "people_personkey", "people_searchword",
    "socialaccount_socialtoken", "socialaccount_socialaccount",
    "procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers",
)  # fmt: skip
# Only the owner writes what describes the database itself, and only triggers what follows from other rows.
_OF_THE_DATABASE = ("django_migrations", "django_content_type", "auth_permission")
READ_ONLY = (*_OF_THE_DATABASE, "knowledge_publication", "lineage_closure")


def apply() -> None:
    """Give the application's role its rights on every table of the public schema; run as the owner, after migrate."""
    app = sql.Identifier(APP)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [str(row[0]) for row in cursor.fetchall()]
        given = []
        for table in tables:
            rights = "SELECT" if table in READ_ONLY else "SELECT, INSERT, UPDATE"
            rights += ", DELETE" if table in MAY_DELETE else ""
            name = sql.Identifier("public", table)
            given.append(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, app))
            given.append(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), name, app))
        if given:
            cursor.execute(sql.SQL("; ").join(given))  # at once: the house starts with it each time
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(app))
        cursor.execute(sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(app))
