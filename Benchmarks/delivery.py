#!/usr/bin/env python3
"""Measures the section "Delivery": what a message costs the sender beside bare clients and a bare ledger.

  delivery.py [--quick] [--rounds N] [--results FILE] [--append] [--dir DIR] CAMPANILE

CAMPANILE is the release binary. It runs a whole pass: reads the contacts, fixes the audience, renders, claims each message
durably, sends and settles it. The other side is a small server of ours on loopback that answers 200; the bare clients post
bodies of the same length to the same server in the same rounds. Every pass must say that all were sent, and the server
must have counted as many posts, or the figure falls short.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from measure import HERE, PEERS, Section, Shortfall, alternate, run_section

BARE = HERE / ".build" / "release" / "posts"
# Debian's python3-aiohttp is this one's, whatever else is called python3 here.
PYTHON = "/usr/bin/python3"
CONNECTIONS = 64
NOW = "2026-06-01T10:00:00Z"
# As many bytes as the bodies of the bare clients, with what every message carries.
TEXT = "Dear {{firstName}}, " + "x" * 40 + "\n"


def site(folder, recipients, channel):
    """A tree with one campaign to so many, due at NOW."""
    tree = folder / "tree"
    (tree / "segments").mkdir(parents=True)
    (tree / "templates").mkdir()
    (tree / "channels").mkdir()
    (tree / "channels" / "wire.yaml").write_text(channel)
    (tree / "templates" / "hello.mustache").write_text(TEXT)
    (tree / "segments" / "all.yaml").write_text("{ type: csv, path: contacts.csv, id: userId }\n")
    with open(tree / "contacts.csv", "w", encoding="utf-8") as file:
        file.write("userId,firstName\n")
        for number in range(recipients):
            file.write(f"user{number:07d},Name{number % 1000}\n")
    (tree / "campaign.yaml").write_text(
        f"campaignId: bench\ntype: one-time\nschedule: {{ startDateTime: {NOW} }}\n"
        "targetAudience: { type: segment, segmentId: all }\n"
        "messageConfig: { channel: wire, templateId: hello, personalization: { fields: [firstName] } }\n"
    )
    return tree


class Sink:
    """The server at the other end."""

    def __init__(self, delay=0):
        self.process = subprocess.Popen(
            [PEERS / "http_sink", str(delay)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}/"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def close(self):
        """How many posts came."""
        out, _ = self.process.communicate(timeout=10)
        return int(out)


class Delivery(Section):
    def __init__(self, binary, scratch, rounds, quick):
        super().__init__(binary, scratch, rounds, quick)
        self.count = 10_000 if quick else 30_000
        self.runs = 0

    def all(self):
        self.take("webhook, a message / bare async-http-client", 1.4, lambda: self.posts("bare"))
        self.take("webhook, a message / aiohttp with a ledger", 0.5, lambda: self.posts("aiohttp"))
        self.take("outbox, a message / row of a C ledger", 8, self.outbox)
        self.take("600 posts to a server that takes 100 ms", 1_000, self.slow, absolute=True)
        self.take("memory at many recipients / at 10,000", 1.2, self.memory)

    def fresh(self, name):
        self.runs += 1
        folder = self.scratch / f"{name}-{self.runs}"
        folder.mkdir()
        return folder

    def run(self, tree, count, folder=None):
        """CPU milliseconds of the pass that sends all; the campaign is applied by an earlier one."""
        folder = folder or self.fresh("state")
        state = folder / "state.db"
        base = [self.binary, "run", "--config", tree, "--state", state, "--format", "json"]
        self.children.cpu(base + ["--now", "2026-06-01T09:00:00Z"])
        taken = self.children.cpu(base + ["--now", NOW])
        rows = json.loads(self.children.out.read_bytes())["occurrences"]
        if [(row["messagesSent"], row["status"]) for row in rows] != [(count, "success")]:
            raise Shortfall(f"the pass did not send {count:,}: {rows}"[:200])
        return taken

    def posts(self, peer):
        with Sink() as sink:
            tree = site(self.fresh("site"), self.count, f"{{ type: webhook, url: '{sink.url}', concurrency: {CONNECTIONS} }}\n")
            if peer == "aiohttp":
                self.require_aiohttp()

            def theirs():
                if peer == "bare":
                    return self.children.cpu([BARE, sink.url, self.count])
                ledger = self.fresh("aiohttp") / "ledger.db"
                return self.children.cpu([PYTHON, HERE / "peers" / "aiohttp_posts.py", sink.url, self.count, ledger])

            rounds = self.rounds
            medians = alternate(rounds, {"ours": lambda: self.run(tree, self.count), "theirs": theirs})
            expected = 2 * (rounds + 1) * self.count
            came = sink.close()
            if came != expected:
                raise Shortfall(f"{came:,} posts came where {expected:,} were sent")
        self.notes.append(
            f"{peer}: {1000 * medians['ours'] / self.count:.1f} µs of CPU a message, theirs "
            f"{1000 * medians['theirs'] / self.count:.1f} µs"
        )
        return medians["ours"], medians["theirs"]

    def require_aiohttp(self):
        probe = subprocess.run([PYTHON, "-c", "import aiohttp"], capture_output=True, check=False)
        if probe.returncode != 0:
            raise Shortfall(f"{PYTHON} has no aiohttp (Debian: python3-aiohttp)")

    def outbox(self):
        count = self.count * 3
        tree = site(self.fresh("site"), count, "{ type: outbox }\n")

        def ours():
            folder = self.fresh("outbox")
            taken = self.run(tree, count, folder)
            shutil.rmtree(folder)
            return taken

        def floor():
            folder = self.fresh("ledger")
            taken = self.children.cpu([PEERS / "ledger_floor", folder / "ledger.db", count])
            shutil.rmtree(folder)
            return taken

        medians = alternate(self.rounds, {"ours": ours, "floor": floor})
        self.notes.append(
            f"outbox: {1000 * medians['ours'] / count:.1f} µs of CPU a message, a row of the ledger in C "
            f"{1000 * medians['floor'] / count:.1f} µs"
        )
        return medians["ours"], medians["floor"]

    def slow(self):
        """Milliseconds of the wall clock for each 600 posts: what is asked for is 600 a second."""
        count = 6_400
        with Sink(delay=100) as sink:
            tree = site(self.fresh("site"), count, f"{{ type: webhook, url: '{sink.url}', concurrency: {CONNECTIONS} }}\n")
            taken = []
            for _ in range(3):
                begin = time.monotonic()
                self.run(tree, count)
                taken.append(time.monotonic() - begin)
        best = sorted(taken)[1]
        self.notes.append(f"a server that takes 100 ms: {count / best:.0f} posts a second, the start of the pass included")
        return best * 1000 * 600 / count, None

    def memory(self):
        """Peak kilobytes of the pass, many recipients to few; of both the larger must stay below 100 MB."""
        many = 100_000 if self.quick else 1_000_000
        peaks = []
        for count in (10_000, many):
            tree = site(self.fresh("site"), count, "{ type: outbox }\n")
            folder = self.fresh("memory")
            base = [self.binary, "run", "--config", tree, "--state", folder / "state.db", "--format", "json"]
            self.children.cpu(base + ["--now", "2026-06-01T09:00:00Z"])
            peaks.append(peak(base + ["--now", NOW], self.children.environment))
            rows = sqlite3.connect(folder / "state.db").execute("SELECT sent FROM run").fetchall()
            if rows != [(count,)]:
                raise Shortfall(f"the pass did not send {count:,}: {rows}")
            shutil.rmtree(folder)
        self.notes.append(f"peak memory: {peaks[0] / 1024:.0f} MB at 10,000 recipients, {peaks[1] / 1024:.0f} MB at {many:,}")
        if max(peaks) > 100 * 1024:
            raise Shortfall(f"{max(peaks) / 1024:.0f} MB where 100 are allowed")
        return peaks[1], peaks[0]


def peak(argv, environment):
    """The most memory that a process had, in kilobytes."""
    pid = os.posix_spawn(
        argv[0],
        [str(word) for word in argv],
        environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise Shortfall("the pass whose memory is looked at failed")
    return usage.ru_maxrss


if __name__ == "__main__":
    sys.exit(
        run_section(
            "Delivery",
            "What a message costs the sender, beside bare clients and a bare ledger.",
            Delivery,
            quick="fewer messages; memory at 100,000 recipients in place of a million",
            where="a folder on the disk to measure on",
            prepare=[["swift", "build", "-c", "release", "--package-path", HERE, "--product", "posts"]],
        )
    )
