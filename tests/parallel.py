"""Many at once: each call in a thread with its own database connection, all let go in the same moment."""

import threading

from django.db import connection


def at_once(calls):
    """Run the calls together. Returns for each its result, or the exception it raised."""
    results, barrier = [None] * len(calls), threading.Barrier(len(calls))

    def run(index, call):
        try:
            barrier.wait(30)
            results[index] = call()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return results
