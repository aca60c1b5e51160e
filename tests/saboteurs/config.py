"""What would break the record from the front door: too many rights, or a role with powers."""

from tests.saboteurs import Saboteur

SABOTEURS = [
    Saboteur(
        name="the application may delete from every table",
        breaks="I5",
        file="src/cordline/config/grants.py",
        old='", DELETE" if table in MAY_DELETE else ""',
        new='", DELETE"',
        tests=("tests/config/test_harness.py",),
    ),
    Saboteur(
        name="the application may make temporary tables",
        breaks="I5",
        file="src/cordline/config/cluster_roles.py",
        old='connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))',
        new="pass",
        tests=("tests/crash/test_cluster.py",),
    ),
]
