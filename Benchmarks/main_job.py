#!/usr/bin/env python3
"""Measures the section "Main job: a pass": what a pass of campanile costs beside the least a C program could pay.

  main_job.py [--quick] [--rounds N] [--results FILE] [--append] [--dir DIR] CAMPANILE

CAMPANILE is the release binary. A figure is a ratio of CPU times (user + system, as the kernel accounts them to the
finished process), taken in one run, in alternation, as medians of at least seven rounds after one that isn't counted.
Before anything is timed, each kind of pass is run once with --format json and must have done the work. Prints a table,
writes it to FILE with the machine's description, and exits 1 where a figure falls short.
"""

import os
import shutil
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

from main_job_tree import FIRST_PASS, DUE, make_tree, rewrite_one
from measure import HERE, PEERS, Section, Shortfall, alternate, run_section, say

class Tree:
    """A tree of campaign files, the state of the passes over it, and the floor's database for as many jobs."""

    def __init__(self, count, scratch, binary, children):
        self.count, self.children, self.binary = count, children, binary
        self.root = scratch / f"tree-{count}"
        self.files = make_tree(self.root, count)
        self.state = scratch / f"state-{count}"
        self.state.mkdir()
        self.floor_db = scratch / f"floor-{count}.db"
        children.cpu([PEERS / "idle_pass_floor", "--setup", count, self.floor_db])
        self.passes = self.rewrites = 0
        # What was written within the last two seconds is read again by the next pass; that is not what is measured.
        time.sleep(3)

        report = children.json(self.run(FIRST_PASS, "--format", "json"))
        created = sum(change.get("action") == "create" for change in report.get("changes", []))
        if created != count:
            raise Shortfall(f"the first pass over {count:,} files created {created:,} campaigns")

    def run(self, now, *more, state=None):
        stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        database = (state or self.state) / "campanile.db"
        return [self.binary, "run", "--config", self.root, "--state", database, "--now", stamp, *more]

    def next_idle(self):
        """The earliest campaign comes due at 01:00; half-minutes from the first pass are enough for 100 passes."""
        self.passes += 1
        now = FIRST_PASS + timedelta(seconds=30 * self.passes)
        assert now < FIRST_PASS + timedelta(minutes=58), "too many passes for one state"
        return now

    def idle(self):
        return self.children.cpu(self.run(self.next_idle()))

    def floor(self):
        return self.children.cpu([PEERS / "idle_pass_floor", self.floor_db, self.root])

    def rewrite(self):
        self.rewrites += 1
        rewrite_one(self.files, self.rewrites)

    def changed(self):
        self.rewrite()
        return self.idle()

    def report_of_next(self):
        """What a pass that isn't measured says it did: the numbers of changes and of occurrences."""
        report = self.children.json(self.run(self.next_idle(), "--format", "json"))
        return len(report.get("changes", [])), len(report.get("occurrences", []))

    def expect_next(self, what, expected):
        found = self.report_of_next()
        if found != expected:
            raise Shortfall(f"{what} reported {found[0]:,} changes and {found[1]:,} occurrences")


class MainJob(Section):
    def __init__(self, binary, scratch, rounds, quick):
        super().__init__(binary, scratch, rounds, quick)
        self.trees = {}

    def tree(self, count):
        if count not in self.trees:
            say(f"{count:,} files: writing them, first pass")
            try:
                self.trees[count] = Tree(count, self.scratch, self.binary, self.children)
            except Shortfall as shortfall:
                self.trees[count] = shortfall
        if isinstance(self.trees[count], Shortfall):
            raise self.trees[count]
        return self.trees[count]

    def all(self):
        self.take("start-up of --version", 5, self.start_up, absolute=True)
        self.take("idle pass, 1,000 files / floor", 3, lambda: self.idle(1_000))
        self.take("idle pass, 10,000 files / floor", 2, lambda: self.idle(10_000))
        # Before any file of the 10,000 changes: the state that it copies is that of the first pass and of idle ones.
        self.take("deciding 8,083 of 10,000 after a day down / floor", 5, self.catch_up)
        self.take("one changed file of 10,000 / idle floor", 2.5, self.one_changed)
        if self.quick:
            self.notes.append("100,000 files: left out by --quick")
        else:
            self.take("idle pass, 100,000 files / 10,000 files", 12, self.linear)

    def start_up(self):
        cpu = self.children.cpu
        # The system's own, where there is one: what others have installed into a private one starts with it.
        python = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
        medians = alternate(
            max(self.rounds, 15),
            {
                "ours": lambda: cpu([self.binary, "--version"]),
                "floor": lambda: cpu([PEERS / "process_floor"]),
                "python": lambda: cpu([python, "-c", "pass"]),
            },
        )
        self.notes.append(f"python3 -c pass: {medians['python']:.2f} ms")
        return medians["ours"], medians["floor"]

    def idle(self, count):
        tree = self.tree(count)
        tree.expect_next("an idle pass", (0, 0))
        medians = alternate(self.rounds, {"ours": tree.idle, "floor": tree.floor})
        return medians["ours"], medians["floor"]

    def one_changed(self):
        tree = self.tree(10_000)
        tree.rewrite()
        tree.expect_next("a pass after one change", (1, 0))
        medians = alternate(self.rounds, {"ours": tree.changed, "floor": tree.floor})
        return medians["ours"], medians["floor"]

    def linear(self):
        small, large = self.tree(10_000), self.tree(100_000)
        large.expect_next("an idle pass", (0, 0))
        medians = alternate(
            self.rounds,
            {"small": small.idle, "large": large.idle, "floor": small.floor, "large floor": large.floor},
        )
        growth = medians["large floor"] / medians["floor"]
        self.notes.append(
            f"100,000 files / 10,000 files: the floor itself grows {growth:.2f} ×"
            f" ({medians['floor']:.2f} → {medians['large floor']:.2f} ms)"
        )
        return medians["large"], medians["small"]

    def catch_up(self):
        tree, cpu = self.tree(10_000), self.children.cpu
        made, floor_db = self.scratch / "catch-up-floor.db", self.scratch / "catch-up-copy.db"
        copied = self.scratch / "catch-up-state"
        cpu([PEERS / "catch_up_floor", "--setup", made])

        def fresh_state():
            shutil.rmtree(copied, ignore_errors=True)
            shutil.copytree(tree.state, copied, symlinks=True)
            return tree.run(FIRST_PASS + timedelta(days=1), "--max-duration", "0s", state=copied)

        def floor():
            fresh_copy(made, floor_db)
            return cpu([PEERS / "catch_up_floor", floor_db])

        report = self.children.json(fresh_state() + ["--format", "json"])
        decided = sum(row.get("decision") in ("run", "catch-up") for row in report.get("occurrences", []))
        if decided != DUE:
            raise Shortfall(f"of {DUE:,} due campaigns {decided:,} were decided to run")
        medians = alternate(self.rounds, {"ours": lambda: cpu(fresh_state()), "idle": tree.idle, "floor": floor})
        self.apscheduler()
        # The floor decides and does nothing else: what a pass over these files costs when nothing is due is no part of it.
        whole, idle, floor_ms = medians["ours"], medians["idle"], medians["floor"]
        self.notes.append(
            f"the whole pass after a day down: {whole:.2f} ms, {whole / floor_ms:.2f} × the floor, of which"
            f" {idle:.2f} ms is the idle pass over its 10,000 files"
        )
        return whole - idle, floor_ms

    def apscheduler(self):
        """For comparison alone; whatever happens here, nothing falls short."""
        python = PEERS / "venv" / "bin" / "python"
        python = python if python.exists() else Path(sys.executable)
        script = HERE / "peers" / "apscheduler_catch_up.py"
        made, copied = self.scratch / "apscheduler.db", self.scratch / "apscheduler-copy.db"
        try:
            self.children.cpu([python, script, "--check"])
            version = self.children.out.read_text().strip()
        except (Shortfall, OSError):
            self.notes.append("APScheduler: left out, not installed (peers/build.sh --with-apscheduler)")
            return
        try:
            self.children.cpu([python, script, "--setup", made])
            taken = []
            for _ in range(1 if self.quick else 3):
                fresh_copy(made, copied)
                taken.append(self.children.json([python, script, copied])["cpu_ms"])
            self.notes.append(f"the same day down in {version}: {statistics.median(taken):,.0f} ms")
        except (Shortfall, KeyError) as problem:
            self.notes.append(f"APScheduler: no figure, {problem}")


def fresh_copy(made, copy):
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(made, copy)


if __name__ == "__main__":
    sys.exit(
        run_section(
            "Main job: a pass", "What a pass costs, beside the least it could cost.", MainJob,
            quick="without the 100,000 files; under two minutes",
            where="where the trees are made (100,000 files take 0.5 GB)",
        )
    )
