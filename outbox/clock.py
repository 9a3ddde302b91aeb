"""What time it is for leases: the database's clock where several machines share one, so that none runs ahead of another."""

from django.db import connection
from django.utils import timezone


def database_now():
    """The present moment (aware, UTC). SQLite lives on this machine, whose clock is then the same."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
