#!/usr/bin/env python3
"""APScheduler 3 doing what catch_up_floor.c does: 10,000 jobs, a day down, 8,083 of them due.

  apscheduler_catch_up.py --check      exit 0 where the modules are there, 69 where they aren't
  apscheduler_catch_up.py --setup DB   makes DB with the jobs, as they stood a day ago
  apscheduler_catch_up.py DB           one processing of what is due; prints {"due", "cpu_ms", "import_cpu_ms"}

The peer gets its best sensible settings: a SQLite job store in WAL mode (synchronous = FULL, as ours), coalescing, a
misfire grace time of a day, jobs that do nothing and run in the scheduler's own thread, and no polling: the processing
is called once. `cpu_ms` leaves out the imports and opening the store; the second form changes DB, so take a copy.
"""

import json
import logging
import sys
import time

JOBS, DUE, DAY = 10_000, 8_083, 86_400


def nothing():
    """What every job does."""


def scheduler_on(path):
    from apscheduler.executors.debug import DebugExecutor
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
    from apscheduler.schedulers.base import BaseScheduler
    from sqlalchemy import create_engine, event

    class OnePass(BaseScheduler):
        """Its loop is the caller."""

        def wakeup(self):
            pass

        def shutdown(self, wait=True):
            super().shutdown(wait)

    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def durable(connection, _):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
    return OnePass(
        jobstores={"default": SQLAlchemyJobStore(engine=engine)},
        executors={"default": DebugExecutor()},
        job_defaults={"coalesce": True, "misfire_grace_time": DAY, "max_instances": 1},
        timezone="UTC",
    )


def setup(path):
    import pickle
    from datetime import datetime, timedelta, timezone

    from apscheduler.triggers.cron import CronTrigger

    scheduler = scheduler_on(path)
    scheduler.add_jobstore("memory", "building")
    scheduler.start(paused=True)
    now = datetime.now(timezone.utc).replace(microsecond=0)
    for number in range(JOBS):
        # Spread over the day that has just passed, but for ten minutes at either end: the grace time is a day.
        due = now - timedelta(seconds=DAY - 600) + timedelta(seconds=(number * 7919) % (DAY - 1200))
        days = "*"
        if number >= DUE:
            due += timedelta(days=3)
            days = due.strftime("%a").lower()
        scheduler.add_job(
            "apscheduler_catch_up:nothing",
            CronTrigger(day_of_week=days, hour=due.hour, minute=due.minute, second=due.second, timezone="UTC"),
            id=f"campaign-{number:06d}",
            next_run_time=due,
            jobstore="building",
        )
    # The store's own add_job commits job by job; the rows are the same when they go in together.
    store = scheduler._lookup_jobstore("default")
    rows = [
        {
            "id": job.id,
            "next_run_time": job.next_run_time.timestamp(),
            "job_state": pickle.dumps(job.__getstate__(), store.pickle_protocol),
        }
        for job in scheduler.get_jobs("building")
    ]
    with store.engine.begin() as connection:
        connection.execute(store.jobs_t.insert(), rows)
    scheduler.shutdown(wait=False)


def measure(path):
    from apscheduler.events import EVENT_JOB_EXECUTED
    from apscheduler.schedulers.base import STATE_RUNNING

    executed = []
    scheduler = scheduler_on(path)
    scheduler.add_listener(executed.append, EVENT_JOB_EXECUTED)
    scheduler.start(paused=True)
    scheduler.state = STATE_RUNNING
    before = time.process_time()
    scheduler._process_jobs()
    after = time.process_time()
    print(json.dumps({"due": len(executed), "cpu_ms": (after - before) * 1000, "import_cpu_ms": before * 1000}))
    return 0 if len(executed) == DUE else 1


def main():
    arguments = sys.argv[1:]
    if arguments == ["--check"]:
        try:
            import apscheduler
            import sqlalchemy
        except ImportError:
            return 69
        print(f"APScheduler {apscheduler.version}, SQLAlchemy {sqlalchemy.__version__}")
        return 0
    if len(arguments) == 2 and arguments[0] == "--setup":
        setup(arguments[1])
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 64
    return measure(arguments[0])


if __name__ == "__main__":
    sys.exit(main())
