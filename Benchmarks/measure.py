"""What the sections of the benchmarks share: processes and their CPU time, figures, and the file of results."""

import argparse
import ctypes
import json
import os
import platform
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = HERE / "peers" / ".build"
# A pass that takes this long has hung; the longest there is, the first one over 100,000 files, takes a fraction.
CHILD_SECONDS = 300


class Shortfall(Exception):
    """A figure that could not be taken, or a pass that didn't do its work: falls short, with this reason."""


class Children:
    """Starts processes one at a time, and knows what each one cost."""

    def __init__(self, scratch):
        self.out, self.err = scratch / "stdout", scratch / "stderr"
        # Nothing of the caller's settings reaches the measured programs.
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("CAMPANILE_") and name != "STATE_DIRECTORY"
        }

    def cpu(self, argv, codes=(0,)):
        """Milliseconds of CPU; raises Shortfall where the program ends with none of these exit codes."""
        # Files, not pipes: reading a pipe would make the child wait, and wake us, at its expense.
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        streams = [
            (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(self.out), flags, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(self.err), flags, 0o600),
        ]
        try:
            pid = os.posix_spawn(argv[0], [str(word) for word in argv], self.environment, file_actions=streams)
        except OSError as error:
            raise Shortfall(f"{argv[0]} can't be started: {error.strerror}") from None
        handle = os.pidfd_open(pid)
        try:
            if not select.select([handle], [], [], CHILD_SECONDS)[0]:
                os.kill(pid, 9)
        finally:
            os.close(handle)
        _, status, usage = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in codes:
            said = (self.err.read_text(errors="replace").strip().splitlines() or ["no message"])[-1]
            name = " ".join([Path(argv[0]).name] + [str(word) for word in argv[1:2]])
            raise Shortfall(f"{name} ended with {code}: {said[:160]}")
        return (usage.ru_utime + usage.ru_stime) * 1000

    def json(self, argv):
        self.cpu(argv)
        try:
            return json.loads(self.out.read_bytes())
        except ValueError as error:
            raise Shortfall(f"{Path(argv[0]).name} printed no JSON: {error}") from None


def alternate(rounds, competitors):
    """Medians by name. A competitor is a function that runs once and returns milliseconds; all run in every round."""
    taken = {name: [] for name in competitors}
    for number in range(rounds + 1):
        for name, once in competitors.items():
            milliseconds = once()
            if number > 0:
                taken[name].append(milliseconds)
    return {name: statistics.median(values) for name, values in taken.items()}


@dataclass
class Figure:
    name: str
    ours: float | None = None
    peer: float | None = None
    bound: float = 0
    absolute: bool = False
    unit: str = "ms"
    reason: str = ""

    @property
    def value(self):
        return self.ours if self.absolute else self.ours / self.peer

    @property
    def holds(self):
        return not self.reason and self.value <= self.bound

    def line(self):
        verdict = "PASS" if self.holds else "FALLS SHORT"
        if self.reason:
            return f"{self.name:<52} {verdict}: {self.reason}"
        peer = f"{self.peer:9.2f}" if self.peer is not None else " " * 9
        value = f"{self.value:7.2f} {self.unit}" if self.absolute else f"{self.value:7.2f} × "
        return f"{self.name:<52} {self.ours:9.2f} {peer} {value}  ≤ {self.bound:<4g} {verdict}"


class Section:
    """The figures, taken one after another; a shortfall in one doesn't keep the others from being taken. `all()` is what
    each section says of itself."""

    def __init__(self, binary, scratch, rounds, quick):
        self.binary, self.scratch, self.rounds, self.quick = binary, scratch, rounds, quick
        self.children = Children(scratch)
        self.figures, self.notes = [], []

    def take(self, name, bound, measure, absolute=False, unit="ms"):
        say(name)
        figure = Figure(name, bound=bound, absolute=absolute, unit=unit)
        try:
            figure.ours, figure.peer = measure()
        except Shortfall as shortfall:
            figure.reason = str(shortfall)
        self.figures.append(figure)


def say(what):
    print(f"… {what}", file=sys.stderr, flush=True)


def machine():
    """What the figures were taken on, line by line."""

    def git(*words):
        done = subprocess.run(["git", "-C", HERE, *words], capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else ""

    model = "unknown"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.lower().startswith(("model name", "cpu model", "hardware")):
            model = line.split(":", 1)[1].strip()
            break
    try:
        # The library that the peers link, which need not be the one inside Python.
        library = ctypes.CDLL("libsqlite3.so.0")
        library.sqlite3_libversion.restype = ctypes.c_char_p
        sqlite = library.sqlite3_libversion().decode()
    except OSError:
        sqlite = "unknown"
    commit = git("rev-parse", "--short=12", "HEAD") or "unknown"
    if git("status", "--porcelain"):
        commit += " with changes"
    return [
        f"taken   {datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}",
        f"cores   {len(os.sched_getaffinity(0))} × {model}",
        f"kernel  {platform.system()} {platform.release()} {platform.machine()}",
        f"sqlite  {sqlite}",
        f"commit  {commit}",
    ]


def report(results, title, rounds, figures, notes, append, clock):
    """Prints a section and writes it to the results; the exit status: 1 where a figure falls short."""
    lines = [title, *machine(), f"rounds  {rounds}", ""]
    lines.append(f"{clock:<52} {'ours ms':>9} {'peer ms':>9} {'figure':>10}  bound")
    lines += [figure.line() for figure in figures]
    lines += [f"  {note}" for note in notes]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    with results.open("a" if append else "w", encoding="utf-8") as file:
        file.write(("\n" if append else "") + text)
    return 0 if all(figure.holds for figure in figures) else 1


def run_section(title, about, make, quick, where, prepare=(), clock="CPU"):
    """The command line that every section has: takes it, prints it, writes it down; the exit status.

    `make(binary, scratch, rounds, quick)` makes a section, which `all()` measures; `prepare` are commands to run before;
    `quick` and `where` say what these options mean here, `clock` what its milliseconds are.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("binary", metavar="CAMPANILE", type=Path, help="the release binary")
    parser.add_argument("--quick", action="store_true", help=quick)
    parser.add_argument("--rounds", type=int, default=7, help="7 to 25 (default 7)")
    parser.add_argument("--results", type=Path, default=HERE.parent / "bench-results.txt")
    parser.add_argument("--append", action="store_true", help="to what other sections have written to the results")
    parser.add_argument("--dir", type=Path, help=where)
    arguments = parser.parse_args()
    binary = arguments.binary.resolve()
    if not os.access(binary, os.X_OK) or not binary.is_file():
        parser.error(f"{arguments.binary} is not a program")
    if not 7 <= arguments.rounds <= 25:
        parser.error("--rounds is 7 to 25")

    for command in [[HERE / "peers" / "build.sh"], *prepare]:
        subprocess.run(command, check=True)
    scratch = Path(tempfile.mkdtemp(prefix="campanile-bench-", dir=arguments.dir))
    try:
        section = make(binary, scratch, arguments.rounds, arguments.quick)
        section.all()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return report(arguments.results, title, arguments.rounds, section.figures, section.notes, arguments.append, clock)
