"""Who may do what in the database: the owner migrates, the application works, the sealer seals; none is superuser."""

import psycopg
from psycopg import sql

DATABASE = "cordline"
OWNER, APP, SEALER = ROLES = ("cordline_owner", "cordline_app", "cordline_sealer")

# A session of the application that hangs must not keep its rows, nor hold back the sealer's horizon. An act sets a
# shorter limit for itself; a long job sets a longer one, for its own transaction only.
APP_LIMITS = {"transaction_timeout": "30s", "idle_in_transaction_session_timeout": "10s"}


def create(url: str, passwords: dict[str, str]) -> None:
    """Make the three roles and the clinic's database, each with its password; calling it again mends what is off."""
    with psycopg.connect(url, autocommit=True) as connection:
        for role in ROLES:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            # The server gets the SCRAM verifier, never the password: a failing statement cannot print it.
            verifier = connection.pgconn.encrypt_password(
                passwords[role].encode(), role.encode(), b"scram-sha-256"
            )
            connection.execute(
                sql.SQL(
                    "{verb} ROLE {role} LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS {createdb} "
                    "PASSWORD {verifier}"
                ).format(
                    verb=sql.SQL("ALTER" if known else "CREATE"),
                    role=sql.Identifier(role),
                    createdb=sql.SQL("CREATEDB" if role == OWNER else "NOCREATEDB"),
                    verifier=sql.Literal(verifier.decode()),
                )
            )
        for name, value in APP_LIMITS.items():
            connection.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(APP), sql.Identifier(name), sql.Literal(value)
                )
            )
        # Tests drop the databases they cloned while the application may still hold a connection to them.
        connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
        close_to_public(connection, DATABASE)


def close_to_public(connection: "psycopg.Connection[tuple[object, ...]]", database: str) -> None:
    """Take from everybody what nobody was given by name: temporary tables and new schemas in this database.

    A temporary table named like a record, with the capture function hung on it, would forge history. Cloning a
    database does not copy this, so whoever clones one calls it again.
    """
    name = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(
            name, sql.Identifier(APP), sql.Identifier(SEALER)
        )
    )
