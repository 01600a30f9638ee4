"""A tree of campaign files for reading.py to read: made up, valid by the contract, of many kinds, 25 lines a file."""

ZONES = ["Europe/London", "America/New_York", "Asia/Tokyo", "Australia/Adelaide", "UTC"]
# So many campaigns share a segment, and never a minute of the hour, whatever their zones: offsets are whole half-hours.
MEMBERS = 25

DEFAULTS = """\
# What the campaigns of this tree share.
timezone: Europe/London
contacts: { type: csv, path: contacts.csv, id: userId }
deliverySettings:
  quietHours: { enabled: true, start: "22:00", end: "06:30", timezone: recipient }
  retry: { attempts: 4, backoff: 45s }
messageConfig:
  personalization:
    enabled: true
    fields: [firstName, city]
lint: { NO_NOTIFICATION: off, NEVER_TESTED: off }
"""

SEGMENT = """\
# Readers of group {number:05d}.
{{ type: csv, path: contacts.csv, id: userId, match: {{ group: "{number:05d}" }} }}
"""

TEMPLATE = "Hello {{#firstName}}{{firstName}}{{/firstName}}{{^firstName}}there{{/firstName}}, this is message %d.\n"

CALENDAR = "dates: [2026-12-24..2026-12-26, 2027-01-01, 2027-05-01]\n"

# Six lines each.
SCHEDULES = {
    "daily": """\
    pattern: daily
    timeOfDay: "{hour:02d}:{minute:02d}"
    timezone: {zone}
    endDate: 2030-12-31T23:59:59Z
    onGap: shift
    exclude: [holidays]
""",
    "weekly": """\
    pattern: weekly
    daysOfWeek: [{day}]
    timeOfDay: "{hour:02d}:{minute:02d}"
    timezone: {zone}
    endDate: 2030-12-31T23:59:59Z
    onGap: shift
""",
    "monthly": """\
    pattern: monthly
    daysOfMonth: [{month_day}, -1]
    timeOfDay: "{hour:02d}:{minute:02d}"
    timezone: {zone}
    maxOccurrences: 60
    onOverlap: first
""",
    "cron": """\
    pattern: cron
    expression: "{minute} {hour} * * MON-FRI"
    timezone: {zone}
    maxOccurrences: 500
    endDate: 2030-12-31T23:59:59Z
    onGap: skip
""",
    "custom": """\
    pattern: custom
    frequency: {{ interval: 2, unit: days }}
    timeOfDay: "{hour:02d}:{minute:02d}"
    timezone: {zone}
    endDate: 2030-12-31T23:59:59Z
    onGap: shift
""",
}
KINDS = ["daily", "weekly", "daily", "cron", "weekly", "monthly", "daily", "custom", "weekly", "daily"]

CAMPAIGN = """\
# Ask the growth team first.
campaignId: campaign-{number:06d}
campaignName: "Campaign {number} for readers of group {segment:05d}"
type: recurring
status: active
schedule:
  startDateTime: 2026-06-01T00:{minute:02d}:00Z
  recurring:
{schedule}  catchUp: {{ policy: latest, window: 24h }}
targetAudience:
{audience}messageConfig:
  templateId: tmpl-{template:04d}
{message}deliverySettings:
  priority: {priority}
  rateLimiting: {{ enabled: true, messagesPerHour: {rate} }}
  expireAfter: 6h
"""

SEGMENT_AUDIENCE = """\
  type: segment
  segmentId: group-{segment:05d}
"""
INDIVIDUAL_AUDIENCE = """\
  type: individual
  userIds: [user-{number:06d}-a, user-{number:06d}-b]
"""
MESSAGES = [
    "  channel: outbox\n",
    "  personalization: { enabled: true, fields: [firstName, city] }\n",
]


def campaign(number):
    segment, member = divmod(number, MEMBERS)
    kind = KINDS[number % len(KINDS)]
    # The two weekly campaigns of ten share their time and not their day, as the parts of a series do.
    minute = member - 3 if number % len(KINDS) == 4 else member
    facts = {
        "number": number, "segment": segment, "hour": 7 + segment % 12, "minute": minute,
        "zone": ZONES[segment % len(ZONES)], "day": "mon, thu" if number % len(KINDS) == 1 else "wed",
        "month_day": 1 + number % 28, "template": segment // 4, "priority": ("normal", "high", "low")[number % 3],
        "rate": 500 + number % 10 * 250,
    }
    audience = INDIVIDUAL_AUDIENCE if number % 4 == 3 else SEGMENT_AUDIENCE
    return CAMPAIGN.format(
        **facts, schedule=SCHEDULES[kind].format(**facts), audience=audience.format(**facts),
        message=MESSAGES[number % len(MESSAGES)],
    )


def campaign_path(root, number):
    return root / f"team-{number // 500:03d}" / f"campaign-{number:06d}.yaml"


def make_tree(root, count):
    """Writes `count` campaigns in folders of 500 with the defaults, segments, templates and calendar that they name."""
    for folder in ("segments", "templates", "calendars"):
        (root / folder).mkdir(parents=True)
    (root / "_defaults.yaml").write_text(DEFAULTS)
    (root / "contacts.csv").write_text("userId,firstName,city,group\n")
    (root / "calendars" / "holidays.yaml").write_text(CALENDAR)
    for number in range(count):
        segment, member = divmod(number, MEMBERS)
        if member == 0:
            (root / "segments" / f"group-{segment:05d}.yaml").write_text(SEGMENT.format(number=segment))
            if segment % 4 == 0:
                template = segment // 4
                (root / "templates" / f"tmpl-{template:04d}.mustache").write_text(TEMPLATE % template)
        path = campaign_path(root, number)
        path.parent.mkdir(exist_ok=True)
        path.write_text(campaign(number))
