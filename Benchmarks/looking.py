#!/usr/bin/env python3
"""Measures the section "Looking": how fast the endpoint answers, what it keeps in memory, and what it costs a run at work.

  looking.py [--quick] [--rounds N] [--results FILE] [--append] [--dir DIR] CAMPANILE

CAMPANILE is the release binary. `campanile serve` is asked over loopback by one client, which waits for each answer: the
times are the client's, by the wall clock, but where many deliveries are compared with few, by the endpoint's CPU time.
Before anything is timed, answers are compared with what was recorded; each answer must be about what was asked for; a run
that is looked at must have delivered everything, and the answers must have shown it at work. A figure of work that was
skipped falls short however fast it is.
"""

import json
import math
import os
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

from looking_endpoint import (
    API, CAMPAIGN, EXPECTED, HISTORY, LIST, METRICS, MONTH, ONE, PAGE, RUSH_HISTORY, YEAR, Endpoint,
)
from looking_tree import CAMPAIGNS, RUNS, RUSH, RUSH_DUE, instant, record_year, write_tree
from main_job_tree import FIRST_PASS, rewrite_one
from measure import CHILD_SECONDS, Section, Shortfall, run_section, say

KINDS = {"list's first page": LIST, "a campaign": ONE, "its history": HISTORY, "statistics of a year": YEAR}
# These are remembered until the state file is written: what counting costs shows in the first question after that.
REMEMBERED = (LIST, YEAR)
# What the reader of a run at work asks for, in turn, so many times a second.
MIXED = (LIST, ONE, RUSH_HISTORY, YEAR, PAGE, METRICS)
PACE = 50
# In this time the endpoint may read again whatever has changed: it takes a tenth of a core for that, and reads for 0.1 s.
SECONDS_BETWEEN_READINGS = 1.5
# Nobody waits for a long reading, and none of it may be left out of what a question costs.
SECONDS_OF_READING = 0.5


def of_a_hundred(times, count):
    """Within how many milliseconds so many of a hundred were answered."""
    return sorted(times)[math.ceil(len(times) * count / 100) - 1]


def waits(answers):
    return [milliseconds for milliseconds, _ in answers]


def median(answers):
    return statistics.median(waits(answers))


def attempt(work, *arguments):
    """What came of it, be it a shortfall: several figures come of one piece of work, and all must say why there are none."""
    try:
        return work(*arguments)
    except Shortfall as shortfall:
        return shortfall


def come_of(outcome):
    if isinstance(outcome, Shortfall):
        raise outcome
    return outcome


class Looking(Section):
    def __init__(self, binary, scratch, rounds, quick):
        super().__init__(binary, scratch, rounds, quick)
        self.contacts = 150_000
        self.many = 100_000 if quick else 1_000_000
        self.few = self.many // 10
        self.questions = 100 if quick else 300
        self.tree = scratch / "tree"
        self.halves = 0

    def all(self):
        if self.quick:
            self.notes.append(
                f"--quick: {self.many:,} deliveries, {self.questions} questions of a kind, one run to {self.contacts:,}; "
                "left out: memory after a file has changed, what a reader costs a run"
            )
        recorded = attempt(self.record)
        rest = attempt(self.at_rest, recorded)
        for name, path in KINDS.items():
            self.take(f"{name}, 99 of 100", 20, lambda of=path: self.slowest(rest, of), absolute=True)
        for name, path in KINDS.items():
            self.take(f"CPU, many deliveries / a tenth: {name}", 1.5, lambda of=path: self.growth(rest, of))
        self.take("idle afterwards, resident", 60, lambda: self.memory(recorded), absolute=True, unit="MB")
        work = attempt(self.at_work, recorded)
        self.take("while a run writes, 99 of 100", 50, lambda: self.slowest_at_work(work), absolute=True)
        if not self.quick:
            self.take("a run with a reader / without", 1.05, lambda: self.hindrance(work))

    # What there is to look at.

    def record(self):
        """The campaigns' files, and by number of deliveries the state file and what was put into it."""
        say(f"{CAMPAIGNS:,} campaigns, {self.contacts:,} contacts: writing them")
        paths = write_tree(self.tree, self.contacts)
        states = {}
        for deliveries in (self.few, self.many):
            say(f"{deliveries:,} deliveries in {RUNS:,} runs: recording them")
            state = self.scratch / f"recorded-{deliveries}" / "state.db"
            state.parent.mkdir()
            # The pass makes the tables and takes the campaigns in.
            self.children.cpu(self.run_words(state) + ["--now", instant(FIRST_PASS)])
            states[deliveries] = state, record_year(state, deliveries)
        return paths, states

    def run_words(self, state):
        return [self.binary, "run", "--config", self.tree, "--state", state, "--format", "json"]

    def endpoint(self, state):
        return Endpoint(self.binary, self.tree, state, self.children.environment)

    def compare(self, endpoint, recorded):
        """The answers are about what was recorded."""
        year, month = endpoint.data(YEAR), endpoint.data(MONTH)
        page, history = endpoint.data(LIST), endpoint.data(HISTORY)
        runs = {campaign["campaignId"]: campaign["statistics"]["totalRuns"] for campaign in page}
        for what, answered, expected in (
            ("campaigns", year["totalCampaigns"], CAMPAIGNS),
            ("runs of the year", year["totalRuns"], recorded.runs),
            ("messages of the year", year["totalMessagesSent"], recorded.handed),
            ("delivered in the year", year["totalDelivered"], recorded.sent),
            ("runs of 30 days", month["totalRuns"], recorded.month_runs),
            ("messages of 30 days", month["totalMessagesSent"], recorded.month_handed),
            ("campaigns on the first page", len(runs), 100),
            ("runs of those on the first page", runs, {name: recorded.campaigns.get(name, 0) for name in runs}),
            ("executions of a campaign", len(history["executions"]), recorded.campaigns[CAMPAIGN]),
        ):
            if answered != expected:
                raise Shortfall(f"{what}: {answered} answered where {expected} are recorded"[:160])

    # Nobody writes.

    def at_rest(self, recorded):
        """What `once` says of each question, by path and number of deliveries; of what is remembered also of the first
        after the state has changed."""
        _, states = come_of(recorded)
        taken = {}
        with self.endpoint(states[self.few][0]) as less, self.endpoint(states[self.many][0]) as more:
            sides = {self.few: less, self.many: more}
            for deliveries, endpoint in sides.items():
                self.compare(endpoint, states[deliveries][1])
            say(f"{self.questions} questions of a kind")
            for path in (*KINDS.values(), PAGE):
                # The page is no figure of its own, and long.
                for number in range(self.questions // (6 if path == PAGE else 1) + 10):
                    for deliveries, endpoint in sides.items():
                        answer = self.once(endpoint, path)
                        if number >= 10:
                            taken.setdefault((path, deliveries), []).append(answer)
            say("the first question after the state has changed")
            for _ in range(3 if self.quick else self.rounds):
                time.sleep(SECONDS_BETWEEN_READINGS)
                for deliveries, endpoint in sides.items():
                    change(states[deliveries][0])
                    for path in REMEMBERED:
                        taken.setdefault((path, "anew", deliveries), []).append(
                            self.once(endpoint, path, SECONDS_OF_READING)
                        )
        pages = taken[PAGE, self.many]
        self.notes.append(
            f"the page at /: {median(pages):.1f} ms, 99 of 100 within {of_a_hundred(waits(pages), 99):.1f} ms; "
            f"{median(taken[PAGE, self.few]):.1f} ms with a tenth of the deliveries"
        )
        first = {path: median(taken[path, "anew", self.many]) for path in REMEMBERED}
        self.notes.append(
            f"the first question after the state has changed, the list: {first[LIST]:.1f} ms, "
            f"then statistics of a year: {first[YEAR]:.1f} ms"
        )
        return taken

    def once(self, endpoint, path, rest=0):
        """Milliseconds until the answer is here, and of the endpoint's CPU; `rest`: seconds in which it may still be at what
        the question gave rise to."""
        before = endpoint.cpu()
        taken, _ = endpoint.ask(path)
        time.sleep(rest)
        return taken, endpoint.cpu() - before

    def slowest(self, rest, path):
        return of_a_hundred(waits(come_of(rest)[path, self.many]), 99), None

    def growth(self, rest, path):
        anew = ("anew",) if path in REMEMBERED else ()
        taken = come_of(rest)
        return tuple(statistics.median(cpu for _, cpu in taken[path, *anew, side]) for side in (self.many, self.few))

    def memory(self, recorded):
        """Megabytes that the endpoint keeps when nobody asks any more: the most of what is looked at."""
        paths, states = come_of(recorded)
        state = states[self.many][0]
        with self.endpoint(state) as endpoint:
            megabytes = {"when all was asked for": self.kept(endpoint)}
            passes = 3 if self.quick else 5
            for _ in range(passes):
                # Passes come and go.
                time.sleep(SECONDS_BETWEEN_READINGS)
                change(state)
                endpoint.ask(LIST)
            megabytes[f"after {passes} passes"] = self.kept(endpoint)
            if not self.quick:
                longest = self.edit(endpoint, paths)
                megabytes["after a file has changed"] = self.kept(endpoint)
                self.notes.append(f"the question that had the tree read again took {longest:,.0f} ms")
        self.notes.append("resident: " + ", ".join(f"{size:.1f} MB {when}" for when, size in megabytes.items()))
        return max(megabytes.values()), None

    def kept(self, endpoint):
        for path in EXPECTED:
            for _ in range(5 if path == PAGE else 20):
                endpoint.ask(path)
        time.sleep(2)
        return endpoint.megabytes()

    def edit(self, endpoint, paths):
        """Changes a file and waits until the endpoint shows it: the longest that one question took."""
        name = rewrite_one(paths, revision=1)
        deadline, longest = time.monotonic() + 30, 0
        while time.monotonic() < deadline:
            taken, body = endpoint.ask(f"{API}/{name}")
            longest = max(longest, taken)
            if b"revision 1" in body:
                return longest
            time.sleep(0.2)
        raise Shortfall(f"{name} was changed, and 30 s later the endpoint doesn't show it")

    # A run at work.

    def at_work(self, recorded):
        """Runs without and with a reader, in pairs, each with the endpoint's CPU; milliseconds of the questions by path."""
        _, states = come_of(recorded)
        runs, asked = {False: [], True: []}, {}
        if self.quick:
            self.half(states[self.many][0], True, asked)
            return runs, asked
        for number in range(self.rounds + 1):
            # Now this and now that first: a disk that is still busy with the one may slow the other down.
            for reads in (number % 2 == 0, number % 2 == 1):
                say(f"round {number} of {self.rounds}: a run {'with' if reads else 'without'} a reader")
                outcome = self.half(states[self.many][0], reads, asked if number > 0 else {})
                if number > 0:
                    runs[reads].append(outcome)
        return runs, asked

    def half(self, recorded, reads, asked):
        """A run from a fresh state, and milliseconds of the endpoint's CPU. Adds to `asked` what was answered meanwhile."""
        self.halves += 1
        folder = self.scratch / f"run-{self.halves}"
        folder.mkdir()
        state = folder / "state.db"
        shutil.copyfile(recorded, state)
        # On disk before the run begins: it shall wait for its own writing only.
        os.sync()
        with self.endpoint(state) as endpoint:
            for path in MIXED:
                endpoint.ask(path)
            cpu = endpoint.cpu()
            run = Run(self.run_words(state) + ["--now", instant(RUSH_DUE)], folder, self.children.environment)
            try:
                answers = read(endpoint, run) if reads else []
            finally:
                run.wait()
            cpu = endpoint.cpu() - cpu
            self.check(endpoint, run, folder, answers if reads else None)
        for path, begun, milliseconds, _ in answers:
            if begun + milliseconds / 1000 < run.ended:
                asked.setdefault(path, []).append(milliseconds)
        shutil.rmtree(folder)
        return run, cpu

    def check(self, endpoint, run, folder, answers):
        """The run delivered everything, and the reader saw it do so."""
        if run.code != 0:
            raise Shortfall(f"the run ended with {run.code}: {run.err.read_text(errors='replace').strip()[-160:]}")
        rows = json.loads(run.out.read_bytes())["occurrences"]
        if [(row["campaignId"], row["messagesSent"], row["status"]) for row in rows] != [(RUSH, self.contacts, "success")]:
            raise Shortfall(f"the run did not send {self.contacts:,}: {rows}"[:200])
        written = sum(file.read_bytes().count(b"\n") for file in (folder / "outbox").rglob("*.jsonl"))
        if written != self.contacts:
            raise Shortfall(f"the outbox has {written:,} messages of {self.contacts:,}")
        shown = endpoint.data(RUSH_HISTORY)["executions"]
        if [execution["messagesSent"] for execution in shown] != [self.contacts]:
            raise Shortfall(f"the endpoint doesn't show what the run sent: {shown}"[:200])
        if answers is None:
            return
        at_work = sum(b"campanile_runs_open 1" in body for path, _, _, body in answers if path == METRICS)
        steps = len({body for path, _, _, body in answers if path == RUSH_HISTORY})
        if at_work < 3 or steps < 3:
            raise Shortfall(f"the answers hardly show the run: {at_work} times open, {steps} numbers of messages")

    def slowest_at_work(self, work):
        _, asked = come_of(work)
        for path, times in asked.items():
            self.notes.append(
                f"while a run writes, {path}: {statistics.median(times):.1f} ms, 99 of 100 within "
                f"{of_a_hundred(times, 99):.1f}, the slowest of {len(times)} {max(times):.1f}"
            )
        every = [milliseconds for times in asked.values() for milliseconds in times]
        if len(every) < 100:
            raise Shortfall(f"only {len(every)} questions were answered while the run wrote")
        return of_a_hundred(every, 99), None

    def hindrance(self, work):
        runs, _ = come_of(work)
        ratios = sorted(one.milliseconds / other.milliseconds for (one, _), (other, _) in zip(runs[True], runs[False]))
        self.notes.append(f"a run with a reader / without, by rounds: {', '.join(f'{ratio:.3f}' for ratio in ratios)}")
        cpu = {reads: statistics.median(run.cpu for run, _ in halves) for reads, halves in runs.items()}
        server = statistics.median(cpu for _, cpu in runs[True])
        self.notes.append(
            f"CPU of the run {cpu[True]:,.0f} ms, without a reader {cpu[False]:,.0f} ms; of the endpoint {server:,.0f} ms"
        )
        return tuple(statistics.median(run.milliseconds for run, _ in runs[reads]) for reads in (True, False))


class Run:
    """A run at work, watched by a thread that knows when it ended, whatever else goes on."""

    def __init__(self, argv, folder, environment):
        self.out, self.err, self.ended = folder / "stdout", folder / "stderr", math.inf
        with self.out.open("wb") as out, self.err.open("wb") as err:
            self.began = time.perf_counter()
            self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment)
        self.watcher = threading.Thread(target=self.watch)
        self.watcher.start()

    def watch(self):
        handle = os.pidfd_open(self.process.pid)
        if not select.select([handle], [], [], CHILD_SECONDS)[0]:
            self.process.kill()
        os.close(handle)
        _, status, usage = os.wait4(self.process.pid, 0)
        self.cpu = (usage.ru_utime + usage.ru_stime) * 1000
        self.process.returncode = self.code = os.waitstatus_to_exitcode(status)
        self.ended = time.perf_counter()

    def wait(self):
        self.watcher.join()

    @property
    def milliseconds(self):
        return (self.ended - self.began) * 1000


def read(endpoint, run):
    """Asks at its pace until the run has ended: path, beginning, milliseconds, and body of each."""
    answers = []
    while run.ended == math.inf:
        path = MIXED[len(answers) % len(MIXED)]
        begin = time.perf_counter()
        milliseconds, body = endpoint.ask(path)
        answers.append((path, begin, milliseconds, body))
        # Where an answer took longer than its turn, the turns that it took are left out, not made up for.
        time.sleep(1 / PACE - (time.perf_counter() - run.began) % (1 / PACE))
    return answers


def change(state):
    """Writes what a pass writes that finds nothing to do."""
    base = sqlite3.connect(state)
    base.execute("UPDATE pass SET decided_through = decided_through + 1")
    base.commit()
    base.close()


if __name__ == "__main__":
    sys.exit(
        run_section(
            "Looking",
            "How fast the endpoint answers, what it keeps, and what it costs a run at work.",
            Looking,
            quick="fewer deliveries and questions; without what a reader costs a run, and memory after a file has changed",
            where="a folder on the disk to measure on (1 GB)",
            clock="wall clock",
        )
    )
