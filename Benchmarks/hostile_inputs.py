"""Files of a mebibyte, each of the kind that a reader of YAML, of calendars or of templates may take too long for."""

SIZE = 1 << 20
CAMPAIGN = "campaignId: hostile\ntype: one-time\nschedule: { startDateTime: 2027-01-01T10:00:00Z }\n"
SOUND = CAMPAIGN + "targetAudience: { type: individual, userIds: [a] }\nmessageConfig: { templateId: hello }\n"


def fill(unit, head="", tail=""):
    """`unit` again and again between the two, just under the limit. A function is asked for the n-th unit."""
    room = SIZE - len(head.encode()) - len(tail.encode())
    if not callable(unit):
        return head + unit * (room // len(unit.encode())) + tail
    parts, number = [], 0
    while True:
        part = unit(number)
        room -= len(part.encode())
        if room < 0:
            return head + "".join(parts) + tail
        parts.append(part)
        number += 1


def staircase():
    """Each line a step deeper than the last, as far as a mebibyte goes."""
    lines, size, depth = [], 0, 0
    while True:
        line = " " * depth + "a:\n"
        size += len(line)
        if size > SIZE:
            return "".join(lines)
        lines.append(line)
        depth += 1


def campaigns():
    """Name and text of what is put in the place of a campaign's file."""
    for opening in (
        "[",
        "{",
        "[[",
        "{a: [",
        "- ",
        "? ",
        "[{",
        "{? ",
        "!!seq [",
        "&a [",
        '"',
        "'",
        "|",
        ">",
        "*a ",
        "&a ",
        "%",
        "\t",
    ):
        yield f"{opening.strip() or 'tab'} again and again", fill(opening)
        yield f"{opening.strip() or 'tab'} behind a field", fill(opening, SOUND + "campaignName: ")
    yield "a: a step deeper on each line", staircase()
    yield "dashes a step deeper on each line", staircase().replace("a:", "-")
    yield "one line of a: a: a:", fill("a: ", SOUND)
    yield "comments", fill("# nothing\n", SOUND)
    yield "empty lines", fill("\n", SOUND)
    yield "lines of spaces", fill(" " * 79 + "\n", SOUND)
    yield "carriage returns", fill("\r", SOUND)
    yield "NULs", fill("\0", SOUND)
    yield "control characters", fill("\x07", SOUND + "campaignName: ")
    yield "a name of a mebibyte", fill("x", SOUND + "campaignName: ")
    yield "a quoted name of a mebibyte", fill("x", SOUND + 'campaignName: "', '"\n')
    yield "a name of escapes", fill("\\n", SOUND + 'campaignName: "', '"\n')
    yield "a name of emoji", fill("👩‍👩‍👧‍👦", SOUND + "campaignName: ")
    yield "a name of combining marks", fill("\u0301", SOUND + "campaignName: e")
    yield "a plain name over many lines", fill("  word\n", SOUND + "campaignName: word\n")
    yield "a quoted name over many lines", fill("  word\n", SOUND + 'campaignName: "word\n', '  end"\n')
    yield "a folded name", fill("  word\n\n", SOUND + "campaignName: >\n")
    yield "a literal name", fill("  word\n", SOUND + "campaignName: |\n")
    yield "a key of a mebibyte", fill("x", SOUND, ": 1\n")
    yield "an explicit key of a mebibyte", fill("x", SOUND + "? ", "\n: 1\n")
    yield "unknown fields", fill(lambda n: f"field{n}: 1\n", SOUND)
    yield "fields that are nearly right", fill(lambda n: f"campaignNam{n}: 1\n", SOUND)
    yield "the same field", fill("campaignName: a\n", SOUND)
    yield "the same unknown field", fill("a: 1\n", SOUND)
    yield "unknown fields under schedule", fill(
        lambda n: f"  startDateTim{n}: 1\n",
        SOUND.replace("schedule: { startDateTime: 2027-01-01T10:00:00Z }\n", "") + "schedule:\n",
    )
    yield "ids", fill(
        lambda n: f"u{n},",
        CAMPAIGN + "messageConfig: { templateId: hello }\ntargetAudience: { type: individual, userIds: [",
        "u] }\n",
    )
    yield "ids in a list", fill(
        lambda n: f"    - u{n}\n",
        CAMPAIGN + "messageConfig: { templateId: hello }\ntargetAudience:\n  type: individual\n  userIds:\n",
    )
    yield "the same id", fill(
        "    - u\n",
        CAMPAIGN + "messageConfig: { templateId: hello }\ntargetAudience:\n  type: individual\n  userIds:\n",
    )
    yield "wrong ids", fill(
        "    - {}\n",
        CAMPAIGN + "messageConfig: { templateId: hello }\ntargetAudience:\n  type: individual\n  userIds:\n",
    )
    yield "variations", fill(
        lambda n: f"    - {{ name: v{n}, templateId: hello }}\n",
        CAMPAIGN + "targetAudience: { type: individual, userIds: [a] }\nmessageConfig:\n  variations:\n",
    )
    yield "variations of no template", fill(
        lambda n: f"    - {{ name: v{n}, templateId: hell{n} }}\n",
        CAMPAIGN + "targetAudience: { type: individual, userIds: [a] }\nmessageConfig:\n  variations:\n",
    )
    recurring = SOUND.replace("one-time", "recurring").replace(
        "schedule: { startDateTime: 2027-01-01T10:00:00Z }\n", ""
    )
    yield "times of day", fill(
        lambda n: f"      - '{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}'\n",
        recurring + "schedule:\n  recurring:\n    pattern: daily\n    timezone: UTC\n    timeOfDay:\n",
    )
    yield "days of the week", fill(
        "1,",
        recurring + "schedule: { recurring: { pattern: weekly, timezone: UTC, timeOfDay: '10:00', daysOfWeek: [",
        "1] } }\n",
    )
    yield "a cron expression of numbers", fill(
        "1,", recurring + 'schedule: { recurring: { pattern: cron, timezone: UTC, expression: "', '1 * * * *" } }\n'
    )
    yield "a cron expression of steps", fill(
        "*/7,", recurring + 'schedule: { recurring: { pattern: cron, timezone: UTC, expression: "', '1 * * * *" } }\n'
    )
    yield "a cron expression of spaces", fill(
        " ", recurring + 'schedule: { recurring: { pattern: cron, timezone: UTC, expression: "1', '" } }\n'
    )
    yield "an instant of digits", fill("1", CAMPAIGN.replace("Z }", ""), "Z }\n")
    yield "a zone of a mebibyte", fill(
        "A/", recurring + "schedule: { recurring: { pattern: daily, timeOfDay: '10:00', timezone: ", "A } }\n"
    )
    yield "anchors", fill(lambda n: f"a{n}: &a{n} 1\n", SOUND)
    yield "anchors and aliases", fill(
        lambda n: f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" if n else "a0: &a0 [1]\n", SOUND
    )
    yield "an alias again and again", fill("*a,", SOUND + "x: &a [1,2,3]\ny: [", "1]\n")
    yield "tags", fill("- !<tag:example.com,2026:a> 1\n", SOUND + "x:\n")
    yield "tag directives", fill(lambda n: f"%TAG !e{n}! tag:example.com,2026:\n")
    yield "documents", fill("---\na: 1\n")
    yield "merge keys", fill("<<: {a: 1}\n", SOUND)
    yield "numbers", fill("9", SOUND + "x: ")
    yield "flow JSON", fill(lambda n: f'"k{n}": "v", ', '{"campaignId": "hostile", ', '"z": 1}')
    yield "commas", fill(",", SOUND + "x: [", "]\n")
    yield "colons", fill(":", SOUND)
    yield "question marks", fill("? a\n", SOUND)


def others():
    """Path in the tree, name and text of what stands beside a sound campaign."""
    template = "templates/hello.mustache"
    for unit in (
        "{{",
        "{{a}}",
        "{{#a}}",
        "{{#a}}{{/a}}",
        "{{!",
        "{{{a}}}",
        "{{=<% %>=}}",
        "x",
        "\n",
        "{",
        "}}",
        "{{> a}}",
        "{{&a}}",
    ):
        yield template, f"template of {unit.strip() or 'line ends'}", fill(unit)
    yield template, "template of many names", fill(lambda n: f"{{{{name{n}}}}}")
    yield "templates/other.yaml", "template text, folded", fill("  {{a}} word\n", "subject: hi\ntext: >\n")
    yield "templates/other.yaml", "template text, quoted", fill("{{a}}\\n", 'subject: hi\ntext: "', '"\n')
    day = lambda n: f"{2000 + n // 336 % 8000}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
    yield "calendars/days.yaml", "calendar of days", fill(lambda n: f"  - {day(n)}\n", "dates:\n")
    yield "calendars/days.yaml", "calendar of the same day", fill("  - 2026-11-26\n", "dates:\n")
    yield "calendars/days.yaml", "calendar of long ranges", fill("  - 0001-01-01..9999-12-31\n", "dates:\n")
    yield "calendars/days.yaml", "calendar of yearly days", fill('  - "01-01"\n', "yearly:\n")
    yield "calendars/days.yaml", "calendar of wrong days", fill("  - 2026-02-30\n", "dates:\n")
    head, tail = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//a//b//EN\r\n", "END:VCALENDAR\r\n"
    event = (
        lambda n, more="": f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;VALUE=DATE:{day(n).replace('-', '')}\r\n{more}END:VEVENT\r\n"
    )
    yield "calendars/feast.ics", "iCalendar of events", fill(event, head, tail)
    yield "calendars/feast.ics", "iCalendar of rules", fill(lambda n: event(n, "RRULE:FREQ=YEARLY\r\n"), head, tail)
    yield "calendars/feast.ics", "iCalendar of daily rules", fill(
        lambda n: event(n, "RRULE:FREQ=DAILY;INTERVAL=3\r\n"), head, tail
    )
    yield "calendars/feast.ics", "iCalendar of one exception after another", fill(
        lambda n: f"EXDATE;VALUE=DATE:{day(n).replace('-', '')}\r\n",
        head + "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=DAILY\r\n",
        "END:VEVENT\r\n" + tail,
    )
    yield "calendars/feast.ics", "iCalendar of one folded line", fill("\r\n x", head + "X-A:")
    yield "calendars/feast.ics", "iCalendar of components in each other", fill("BEGIN:VEVENT\r\n", head)
    yield "calendars/feast.ics", "iCalendar of parameters", fill(
        ";A=B", head + "BEGIN:VEVENT\r\nDTSTART", ":20200101\r\nEND:VEVENT\r\n" + tail
    )
    yield "segments/people.yaml", "segment of unknown fields", fill(
        lambda n: f"field{n}: 1\n", "type: csv\npath: a.csv\nid: a\n"
    )
    yield "channels/wire.yaml", "channel of headers", fill(
        lambda n: f"  X-{n}: a\n", "type: webhook\nurl: https://example.com/\nheaders:\n"
    )
    yield "_defaults.yaml", "defaults of unknown fields", fill(lambda n: f"field{n}: 1\n")
    yield "_defaults.yaml", "defaults of lint names", fill(lambda n: f"  NO_END_DAT{n}: off\n", "lint:\n")


def inputs():
    """Path in the tree, name, and text; the rest of the tree is `beside()`."""
    for name, text in campaigns():
        yield "hostile.yaml", name, text
    for path, name, text in others():
        yield path, name, text


def beside():
    """The sound files of a tree that a hostile one is put into, or takes the place of."""
    return {
        "hostile.yaml": SOUND,
        "templates/hello.mustache": "Hello\n",
    }
