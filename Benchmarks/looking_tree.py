"""What looking.py has the endpoint look at: campaigns, and a year of recorded runs with their deliveries."""

import sqlite3
from dataclasses import dataclass, field
from datetime import timedelta

from main_job_tree import FIRST_PASS, make_tree

CAMPAIGNS = 10_000
RUNS = 10_000
# Half of the runs are theirs, a hundred each: what the history of one shows at most. Half of the others have run once.
BUSY = 50
RUSH = "rush"
RUSH_DUE = FIRST_PASS.replace(minute=30, second=0)
# When the endpoint is asked.
LOOKED_AT = FIRST_PASS.replace(minute=31, second=0)



def instant(moment):
    """As files and options have it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


RUSH_CAMPAIGN = f"""\
campaignId: {RUSH}
campaignName: Everybody at once
type: one-time
schedule: {{ startDateTime: {instant(RUSH_DUE)} }}
targetAudience: {{ type: segment, segmentId: all }}
messageConfig: {{ channel: files, templateId: hello, personalization: {{ fields: [firstName] }} }}
"""


def write_tree(root, contacts):
    """Campaigns that have nothing due at LOOKED_AT, and one whose run sends to so many; returns the campaigns' paths."""
    paths = make_tree(root, CAMPAIGNS - 1)
    for folder in ("segments", "channels"):
        (root / folder).mkdir()
    (root / "rush.yaml").write_text(RUSH_CAMPAIGN)
    (root / "channels" / "files.yaml").write_text("{ type: outbox }\n")
    (root / "segments" / "all.yaml").write_text("{ type: csv, path: contacts.csv, id: userId }\n")
    (root / "templates" / "hello.mustache").write_text("Dear {{firstName}}, " + "x" * 40 + "\n")
    with open(root / "contacts.csv", "w", encoding="utf-8") as file:
        file.write("userId,firstName\n")
        file.writelines(f"user{number:07d},Name{number % 1000}\n" for number in range(contacts))
    return paths


@dataclass
class Recorded:
    """What was put into a state file, for comparing answers with it."""

    runs: int = 0
    handed: int = 0
    sent: int = 0
    # Runs of each campaign that has any.
    campaigns: dict = field(default_factory=dict)
    # The same counts of the last 30 days.
    month_runs: int = 0
    month_handed: int = 0


def record_year(state, deliveries):
    """Puts RUNS ended runs with so many deliveries in all into the tables of a state file that a pass has made.

    To record them through passes would take 10,000 passes, each over a tree with another campaign due. What is put in is
    what a run leaves behind, row by row; the endpoint's answers are compared with the counts returned.
    """
    each = deliveries // RUNS
    began_last = int(LOOKED_AT.timestamp()) - 3_600
    month = int((LOOKED_AT - timedelta(days=30)).timestamp())
    recorded = Recorded()
    base = sqlite3.connect(state, isolation_level=None)
    for preparation in ("PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000", "BEGIN"):
        base.execute(preparation)
    campaigns = base.execute("SELECT key, id, declaration FROM campaign WHERE id <> ? ORDER BY id", [RUSH]).fetchall()
    # The busy ones stand all over the list.
    busy = campaigns[:: CAMPAIGNS // BUSY][:BUSY]
    others = [campaign for number, campaign in enumerate(campaigns) if number % (CAMPAIGNS // BUSY)]
    for number in range(RUNS):
        once = number - RUNS // 2
        key, name, declaration = busy[number % BUSY] if once < 0 else others[once * 199 % len(others)]
        # Spread over 360 days, the newest first, each campaign's at moments of its own.
        began = began_last - number * (360 * 86_400 // RUNS)
        run, first = number + 1, number * each + 1
        failed = number % 3
        base.execute(
            "INSERT INTO occurrence (key, campaign, scheduled_for, last, decision, decided_at, state) "
            "VALUES (?, ?, ?, ?, 'run', ?, 3)",
            [run, key, began, began, began],
        )
        base.execute(
            "INSERT INTO run (occurrence, declaration, began_at, ended_at, status, first_delivery, last_delivery, audience,"
            " sent, failed, handed, channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'outbox')",
            [run, declaration, began, began + 60, "partial" if failed else "success"]
            + [first, first + each - 1, each, each - failed, failed, each],
        )
        base.executemany(
            "INSERT INTO delivery (key, run, recipient, state, reason, attempts, settled_at) VALUES (?, ?, ?, ?, ?, 1, ?)",
            (
                (first + place, run, f"user{(number * 37 + place) % 250_000:07d}")
                + ((3, "refused") if place < failed else (2, None))
                + (began + 5,)
                for place in range(each)
            ),
        )
        recorded.runs += 1
        recorded.handed += each
        recorded.sent += each - failed
        recorded.campaigns[name] = recorded.campaigns.get(name, 0) + 1
        if began > month:
            recorded.month_runs += 1
            recorded.month_handed += each
    base.execute("COMMIT")
    base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    base.close()
    return recorded
