"""``tidy``: housekeeping of what is not of record, and a look at the files' hashes; ``--dry-run`` only counts."""

import argparse

from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from cordline.ground.console import DONE, REFUSED, Answer, Command

KEPT_DAYS = 30
_OLD_JOBS = """FROM procrastinate_jobs j WHERE status = 'succeeded' AND NOT EXISTS (
    SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at > clock_timestamp() - %s * interval '1 day')"""
DELETE_JOBS, COUNT_JOBS = f"DELETE {_OLD_JOBS}", f"SELECT count(*) {_OLD_JOBS}"  # noqa: S608 - no value from outside


def run_tidy(options: argparse.Namespace) -> Answer:
    """The command ``tidy``: ended sessions and finished jobs go; files off their hash are told."""
    now = timezone.now()
    sessions = Session.objects.filter(expire_date__lt=now)
    counts = {"sessions": sessions.count(), "jobs": _jobs(delete=False)}
    if not options.dry_run:
        sessions.delete()
        _jobs(delete=True)
    spoilt, orphans = _spoilt_files(), _orphan_files()
    findings = [f"The file {name} no longer fits its hash: restore it from a backup." for name in spoilt]
    findings += [f"{orphans} stored files are named by no record (nothing deletes them)."] if orphans else []
    word = "would go" if options.dry_run else "gone"
    text = "\n".join(
        [f"{counts['sessions']} ended sessions and {counts['jobs']} finished jobs {word}.", *findings]
    )
    return Answer(
        {"ok": not spoilt, "findings": findings, "counts": counts}, text, REFUSED if spoilt else DONE
    )


def _jobs(*, delete: bool) -> int:
    """Count, or take away, jobs that ended well a month ago; failed ones stay until somebody has looked."""
    with connection.cursor() as cursor:
        cursor.execute(DELETE_JOBS if delete else COUNT_JOBS, [KEPT_DAYS])
        return int(cursor.rowcount if delete else cursor.fetchone()[0])


def _spoilt_files() -> list[str]:
    """Name stored files whose bytes are not those they were; the database checks this at writing only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sha256 FROM documents_filecontent WHERE encode(sha256(bytes), 'hex') <> sha256 LIMIT 20"
        )
        return [str(row[0]) for row in cursor.fetchall()]


def _orphan_files() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM documents_filecontent c "
            "WHERE NOT EXISTS (SELECT 1 FROM documents_file f WHERE f.content_id = c.sha256)"
        )
        return int(cursor.fetchone()[0])


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only count what would go")


COMMANDS = [
    Command("tidy", "take away ended sessions and finished jobs; check stored files", run_tidy, _arguments)
]
