#!/usr/bin/env python3
"""Measures the section "Reading the tree": what it costs to read, type and check every file of a tree.

  reading.py [--quick] [--rounds N] [--results FILE] [--append] [--dir DIR] CAMPANILE

CAMPANILE is the release binary. It reads cold: `validate` without a state file remembers nothing of former readings. The
files themselves are in the page cache, for it and for the peer alike. Before anything is timed, the tree must be found
valid, one with a fault must be found faulty, and one in which two campaigns meet must be told so: a reading that skips
its work falls short however fast it is.
"""

import shutil
import sys
import time

import hostile_inputs
from measure import PEERS, Section, Shortfall, alternate, run_section, say
from reading_tree import campaign, campaign_path, make_tree

# What startDateTime of all campaigns is; nothing has passed by then.
NOW = "2026-06-01T00:00:00Z"


class Reading(Section):
    def __init__(self, binary, scratch, rounds, quick):
        super().__init__(binary, scratch, rounds, quick)
        self.trees = {}

    def all(self):
        self.take("cold validate, 10,000 files / libyaml's events", 3, self.reading)
        if self.quick:
            self.notes.append("100,000 files: left out by --quick")
        else:
            self.take("cold validate, 100,000 files / 10,000 files", 11, self.linear)
        self.take("slowest file of 1 MiB", 100, self.hostile, absolute=True)
        self.file_system()
        self.pyyaml()

    def tree(self, count):
        if count not in self.trees:
            say(f"{count:,} files: writing them")
            root = self.trees[count] = self.scratch / f"tree-{count}"
            make_tree(root, count)
        return self.trees[count]

    # Ours and the peer's.

    def command(self, root, *more):
        return [self.binary, "validate", "--config", root, "--state", self.scratch / "none.db", "--now", NOW, *more]

    def validate(self, count):
        return self.children.cpu(self.command(self.tree(count)))

    def events(self, count):
        return self.children.cpu([PEERS / "yaml_events", self.tree(count)])

    def expect_valid(self, count):
        self.validate(count)
        said = self.children.out.read_text()
        if not said.startswith(f"No faults: {count} valid campaigns"):
            raise Shortfall(f"of {count:,} valid campaigns it says: {said.strip()[:100]}")

    def expect_faults(self, name, count, spoil, code):
        """That a reading of these many files finds what `spoil` does to the text of the last one."""
        root = self.scratch / name
        make_tree(root, count)
        path = campaign_path(root, count - 1)
        path.write_text(spoil(path.read_text()))
        self.children.cpu(self.command(root), codes=(2,))
        report = self.children.out.read_text()
        shutil.rmtree(root)
        if code not in report:
            raise Shortfall(f"a {name} was not found: {report.strip()[:100]}")

    def reading(self):
        self.expect_faults("misspelt field", 100, lambda text: text.replace("templateId", "templatId"), "UNKNOWN_FIELD")
        # The same campaign a second time, under a name of its own, meets itself at each of its times.
        self.expect_faults(
            "campaign that meets another", 100,
            lambda text: campaign(98).replace("campaign-000098", "campaign-000099"), "SCHEDULE_CONFLICT",
        )
        self.expect_valid(10_000)
        medians = alternate(
            self.rounds, {"ours": lambda: self.validate(10_000), "events": lambda: self.events(10_000)}
        )
        return medians["ours"], medians["events"]

    def hostile(self):
        """Milliseconds for the slowest of many files of 1 MiB, less those for a small tree. Refused or read: either will do."""
        root = self.scratch / "hostile"
        slowest = []
        base = min(self.one(root, {}) for _ in range(5))
        for path, name, text in hostile_inputs.inputs():
            slowest.append((self.one(root, {path: text}) - base, f"{path}: {name}"))
            # What came out slow once may have been the machine; what is slow five times isn't.
            if slowest[-1][0] > 60:
                again = min([slowest[-1][0]] + [self.one(root, {path: text}) - base for _ in range(4)])
                slowest[-1] = (again, slowest[-1][1])
        slowest.sort(reverse=True)
        for taken, name in slowest[:3]:
            self.notes.append(f"1 MiB, {taken:.0f} ms: {name}")
        self.notes.append(f"1 MiB: {len(slowest)} files, the median {slowest[len(slowest) // 2][0]:.0f} ms")
        return slowest[0][0], None

    def one(self, root, files):
        """CPU milliseconds of reading the tree with these files in it, faulty or not."""
        shutil.rmtree(root, ignore_errors=True)
        for path, text in (hostile_inputs.beside() | files).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        return self.children.cpu(self.command(root), codes=(0, 2))

    def linear(self):
        self.expect_valid(10_000)
        self.expect_valid(100_000)
        medians = alternate(
            self.rounds,
            {
                "small": lambda: self.validate(10_000), "large": lambda: self.validate(100_000),
                "events": lambda: self.events(10_000), "large events": lambda: self.events(100_000),
            },
        )
        growth = medians["large events"] / medians["events"]
        self.notes.append(
            f"100,000 files / 10,000 files: libyaml's events grow {growth:.2f} ×"
            f" ({medians['events']:.0f} → {medians['large events']:.0f} ms)"
        )
        return medians["large"], medians["small"]

    # For comparison alone; whatever happens here, nothing falls short.

    def file_system(self):
        root = self.tree(10_000)
        try:
            medians = alternate(
                self.rounds,
                {
                    what: lambda what=what: self.children.cpu([PEERS / "list_and_read", what, root])
                    for what in ("list", "stat", "read")
                },
            )
        except Shortfall as shortfall:
            self.notes.append(f"the file system alone: {shortfall}")
            return
        taken = ", ".join(f"{what} {milliseconds:.1f} ms" for what, milliseconds in medians.items())
        self.notes.append(f"the file system alone, 10,000 files: {taken}")

    def pyyaml(self):
        try:
            from yaml import CSafeLoader, load
        except ImportError:
            self.notes.append("PyYAML's C loader: left out, not installed (python3-yaml)")
            return
        paths = [campaign_path(self.tree(10_000), number) for number in range(1_000 if self.quick else 10_000)]
        start = time.process_time()
        for path in paths:
            load(path.read_bytes(), Loader=CSafeLoader)
        taken = (time.process_time() - start) * 1000
        self.notes.append(f"PyYAML's C loader, {len(paths):,} files, once: {taken:,.0f} ms")


if __name__ == "__main__":
    sys.exit(
        run_section(
            "Reading the tree", "What it costs to read, type and check every file.", Reading,
            quick="without the 100,000 files",
            where="where the trees are made (100,000 files take 0.5 GB)",
        )
    )
