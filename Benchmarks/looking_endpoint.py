"""The endpoint that looking.py asks: `campanile serve`, and one client of it."""

import ctypes
import http.client
import json
import subprocess
import time

from looking_tree import LOOKED_AT, RUSH, instant
from measure import Shortfall

API = "/api/v1/scheduled-campaigns"
# One of those with a hundred runs.
CAMPAIGN = "campaign-000000"
LIST, ONE = API, f"{API}/{CAMPAIGN}"
HISTORY, RUSH_HISTORY = f"{ONE}/history?limit=100", f"{API}/{RUSH}/history"
YEAR, MONTH = f"{API}/statistics/1y", f"{API}/statistics/30d"
PAGE, METRICS = "/", "/metrics"
# What stands in every answer, so that one about nothing isn't taken for a fast one.
EXPECTED = {
    LIST: b'"campaignId":"campaign-000098"',
    ONE: b'"campaignId":"campaign-000000"',
    HISTORY: b'"executions":[{',
    RUSH_HISTORY: b'"id":"rush"',
    YEAR: b'"totalCampaigns":10000',
    MONTH: b'"totalCampaigns":10000',
    PAGE: b"campaign-000090",
    METRICS: b"\ncampanile_runs_open ",
}


class Endpoint:
    """`campanile serve` on a port that the kernel picked, and a connection to it that is kept."""

    def __init__(self, binary, tree, state, environment):
        said = state.parent / "serve.stderr"
        argv = [binary, "serve", "--config", tree, "--state", state, "--now", instant(LOOKED_AT), "--listen", "127.0.0.1:0"]
        with said.open("wb") as errors:
            self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        deadline = time.monotonic() + 30
        opening = b"listening on http://127.0.0.1:"
        while opening not in (text := said.read_bytes()) or not text.endswith(b"\n"):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.close()
                raise Shortfall(f"the endpoint didn't start: {text.decode(errors='replace').strip()[-160:]}")
            time.sleep(0.02)
        port = int(text.split(opening)[1].split()[0])
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.close()

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, path):
        """Milliseconds until the whole answer is here, and its body."""
        try:
            begin = time.perf_counter()
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            body = answer.read()
            taken = (time.perf_counter() - begin) * 1000
        except (OSError, http.client.HTTPException) as error:
            raise Shortfall(f"{path} was not answered: {error!r}") from None
        if answer.status != 200 or EXPECTED.get(path, b"") not in body:
            raise Shortfall(f"{path} was answered with {answer.status}: {body[:120]!r}")
        return taken, body

    def data(self, path):
        """What stands in the answer."""
        try:
            return json.loads(self.ask(path)[1])["data"]
        except (ValueError, KeyError) as error:
            raise Shortfall(f"the answer to {path} can't be understood: {error!r}") from None

    def megabytes(self):
        """Resident, at this moment."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS:"))

    def cpu(self):
        """Milliseconds so far, of all its threads, those that have ended too."""
        clock = ctypes.c_int()
        if ctypes.CDLL(None).clock_getcpuclockid(self.process.pid, ctypes.byref(clock)) != 0:
            raise Shortfall("the endpoint's CPU time can't be had")
        return time.clock_gettime_ns(clock.value) / 1e6
