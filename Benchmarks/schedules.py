#!/usr/bin/env python3
"""Measures the section "Schedules": what an occurrence costs beside the least a C program could pay.

  schedules.py [--quick] [--rounds N] [--results FILE] [--append] [--dir DIR] CAMPANILE

CAMPANILE is the release binary; the program that walks schedules is built from Package.swift in this folder. Both sides
must name the same instants before anything is timed. Missed occurrences are decided by the binary itself: a campaign of
every minute is applied and, 100,000 minutes later, passed over again; the pass less an idle one is the figure.
"""

import shutil
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from measure import HERE, PEERS, Section, Shortfall, alternate, run_section

OURS = HERE / ".build" / "release" / "occurrences"
BEGIN = datetime(2026, 1, 1, 0, 0, 0, tzinfo=timezone.utc)
END = datetime(2036, 1, 1, 0, 0, 0, tzinfo=timezone.utc)

CAMPAIGN = """\
campaignId: every-minute
type: recurring
schedule:
  recurring: { pattern: custom, frequency: { interval: 1, unit: minutes }, timezone: UTC }
targetAudience: { type: individual, userIds: [one] }
messageConfig: { templateId: hello }
"""


class Schedules(Section):
    def all(self):
        self.take("daily 10:00 New York, ten years / floor", 2, lambda: self.walk("daily"))
        self.take("Mon, Wed, Fri 14:00 London, ten years / floor", 2, lambda: self.walk("weekly"))
        self.take("cron 0 10 * * *, New York / floor", 4, lambda: self.walk("daily", "cron-"))
        self.take("cron 0 14 * * MON,WED,FRI, London / floor", 4, lambda: self.walk("weekly", "cron-"))
        self.take("deciding 100,000 missed minutes", 50, lambda: self.missed(100_000), absolute=True)
        try:
            self.notes.append(f"deciding a year of missed minutes: {self.missed(525_600)[0]:.2f} ms")
        except Shortfall as shortfall:
            self.notes.append(f"deciding a year of missed minutes: {shortfall}")
        self.rrule()
        self.croniter()

    def walk(self, kind, prefix=""):
        """Both walk the ten years so often that starting a process hardly counts; what it costs is taken off."""
        turns = 2_000 if self.quick else 5_000

        def ours(turns):
            return [OURS, prefix + kind, turns]

        def floor(turns):
            return [PEERS / "occurrences_floor", kind, turns]

        said = []
        for argv in (ours(turns), floor(turns)):
            self.children.cpu(argv)
            said.append(self.children.out.read_text())
        if said[0] != said[1] or said[0].startswith("0 "):
            raise Shortfall(f"the count and sum of instants differ: {said[0].strip()} and {said[1].strip()}")
        medians = alternate(
            self.rounds,
            {
                name: lambda argv=argv: self.children.cpu(argv)
                for name, argv in {
                    "ours": ours(turns), "floor": floor(turns), "our start": ours(0), "its start": floor(0),
                }.items()
            },
        )
        mine, its = medians["ours"] - medians["our start"], medians["floor"] - medians["its start"]
        if min(mine, its) <= 0:
            raise Shortfall("it took no time that could be measured")
        each = 1e6 / int(said[0].split()[0])
        self.notes.append(f"{prefix}{kind}: {mine * each:.1f} ns an occurrence, the floor {its * each:.1f} ns")
        return mine, its

    def missed(self, minutes):
        """CPU of the pass that decides so many missed minutes, less a pass that decides nothing."""
        tree, state = self.scratch / "minutely", self.scratch / f"minutely-state-{minutes}"
        if not tree.exists():
            (tree / "templates").mkdir(parents=True)
            (tree / "templates" / "hello.mustache").write_text("Hello\n", encoding="utf-8")
            (tree / "every-minute.yaml").write_text(CAMPAIGN, encoding="utf-8")
            # What was written within the last two seconds is read again by the next pass.
            time.sleep(3)
        copied, begin = self.scratch / "minutely-copy", BEGIN + timedelta(seconds=30)

        def run(folder, now, *more):
            stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
            return [
                self.binary, "run", "--config", tree, "--state", folder / "campanile.db", "--now", stamp,
                "--max-duration", "0s", *more,
            ]

        def fresh(now, *more):
            shutil.rmtree(copied, ignore_errors=True)
            shutil.copytree(state, copied, symlinks=True)
            return run(copied, now, *more)

        state.mkdir()
        self.children.cpu(run(state, begin))
        late = begin + timedelta(minutes=minutes)
        rows = self.children.json(fresh(late, "--format", "json")).get("occurrences", [])
        if sum(row.get("count", 1) for row in rows) != minutes or len(rows) > 2:
            raise Shortfall(f"{minutes:,} missed minutes were decided as {rows[:3]}")
        soon = begin + timedelta(seconds=10)
        medians = alternate(
            self.rounds,
            {"late": lambda: self.children.cpu(fresh(late)), "idle": lambda: self.children.cpu(fresh(soon))},
        )
        return medians["late"] - medians["idle"], None

    # For comparison alone; whatever happens here, nothing falls short.

    def rrule(self):
        try:
            from dateutil.rrule import DAILY, rrule
        except ImportError:
            self.notes.append("dateutil rrule: left out, not installed (python3-dateutil)")
            return
        zone = ZoneInfo("America/New_York")
        start = time.process_time()
        count = sum(1 for day in rrule(DAILY, dtstart=BEGIN.replace(tzinfo=zone, hour=10), until=END) if day.timestamp())
        self.note("dateutil rrule, daily", start, count)

    def croniter(self):
        try:
            from croniter import croniter
        except ImportError:
            self.notes.append("croniter: left out, not installed (python3-croniter)")
            return
        walk = croniter("0 10 * * *", BEGIN.astimezone(ZoneInfo("America/New_York")))
        start, end, count = time.process_time(), END.timestamp(), 0
        while count < 1_000 and walk.get_next(float) <= end:
            count += 1
        self.note("croniter, daily", start, count)

    def note(self, name, start, count):
        each = (time.process_time() - start) * 1e9 / max(count, 1)
        self.notes.append(f"{name}: {each:,.0f} ns an occurrence")


if __name__ == "__main__":
    sys.exit(
        run_section(
            "Schedules", "What an occurrence costs, beside the least it could cost.", Schedules,
            quick="fewer turns in each round", where="where the campaigns that are passed over are made",
            prepare=[["swift", "build", "-c", "release", "--package-path", HERE, "--product", "occurrences"]],
        )
    )
