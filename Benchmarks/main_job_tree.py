"""Trees of campaign files for main_job.py to measure passes over: made up, valid by the contract, 25 lines a file."""

import os
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

# A Monday. Nothing is due in the hour after it.
FIRST_PASS = datetime(2026, 6, 1, 0, 0, 30, tzinfo=timezone.utc)
# Of 10,000 campaigns so many are daily, and due in the day after FIRST_PASS; the others run on Thursdays.
DUE = 8_083

ZONES = [ZoneInfo(name) for name in ("UTC", "America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Adelaide")]

DEFAULTS = """\
# What the measured campaigns share.
timezone: UTC
lint: { NO_QUIET_HOURS: off, NO_NOTIFICATION: off, NEVER_TESTED: off }
"""

CAMPAIGN = """\
campaignId: campaign-{number:06d}
campaignName: "{title}"
type: recurring
status: active
schedule:
  recurring:
    pattern: {pattern}
{days}    timeOfDay: "{time}"
    timezone: {zone}
    onGap: shift
    endDate: 2030-12-31T23:59:59Z
  catchUp:
    policy: latest
    window: 24h
targetAudience:
  type: individual
  userIds: [user-{number:06d}-a, user-{number:06d}-b]
messageConfig:
  templateId: tmpl-{template:02d}
deliverySettings:
  priority: normal
  rateLimiting: {{ enabled: true, messagesPerHour: 1000 }}
  retry:
    attempts: 3
    backoff: 30s
"""


def campaign(number, revision=0):
    """Due between 01:00 and 23:50 UTC, spread without order; those beyond DUE of each 10,000 on Thursdays only."""
    due = FIRST_PASS.replace(second=0) + timedelta(minutes=60 + number * 7919 % 1370)
    daily = number % 10_000 < DUE
    if not daily:
        due += timedelta(days=3)
    zone = ZONES[number % len(ZONES)]
    local = due.astimezone(zone)
    title = f"Campaign {number}" + (f", revision {revision}" if revision else "")
    return CAMPAIGN.format(
        number=number,
        title=title,
        pattern="daily" if daily else "weekly",
        days="" if daily else f"    daysOfWeek: [{local.isoweekday()}]\n",
        time=local.strftime("%H:%M"),
        zone=zone.key,
        template=number % 10,
    )


def make_tree(root, count):
    """Writes `count` campaigns in folders of 1,000, ten templates and the defaults; returns the campaigns' paths."""
    (root / "templates").mkdir(parents=True)
    (root / "_defaults.yaml").write_text(DEFAULTS)
    for template in range(10):
        (root / "templates" / f"tmpl-{template:02d}.mustache").write_text(f"Message {template} of a measured tree.\n")
    paths = []
    for number in range(count):
        folder = root / f"group-{number // 1000:03d}"
        if number % 1000 == 0:
            folder.mkdir()
        path = folder / f"campaign-{number:06d}.yaml"
        path.write_text(campaign(number))
        paths.append(path)
    return paths


def rewrite_one(paths, revision):
    """Gives another file each time another content, put there by rename as editors and deployments do; returns its campaign's id."""
    number = revision * 613 % len(paths)
    fresh = paths[number].with_name(".fresh")
    fresh.write_text(campaign(number, revision))
    os.replace(fresh, paths[number])
    return paths[number].stem
