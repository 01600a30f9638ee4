#!/usr/bin/env python3
"""A second way to compute occurrences, for the tests of ScheduleEngine: slow, plain, and with nothing of the engine.

  oracle.py ZONEINFO QUESTIONS > answers

ZONEINFO is the folder of the compiled tz database that the engine reads; zones are read from its files by Python's own
zoneinfo and from nowhere else (neither its search path nor the tzdata package is asked). Each line of the file QUESTIONS
but `zone` and `window` is answered by one line:

  zone NAME               what the following lines are about
  offsets T …             seconds east of UTC at these moments
  changes FROM TO         T:OFFSETBEFORE:OFFSETAFTER for every change that a look at every day finds (every fourth from 2038)
  window FROM TO          walk over every minute from FROM to TO (every second where a change or an offset falls between
                          minutes) and write down what the zone's clock shows
  case AFTER THROUGH RULE the occurrences t, AFTER < t <= THROUGH; AFTER less the spread, and THROUGH, must lie 26 hours
                          inside of the window: no clock has been moved by more since 1970

All times are seconds since 1970. A RULE is written `KIND;key=value;…`, with these keys and nothing where the default is
meant (figures.md and semantics.md say what they mean; the text form is this file's own):

  KIND       daily, weekly, monthly, every (custom), cron
  interval   1         unit     minutes hours days weeks months (every)
  days       weekly: 0 Sunday … 6; monthly: 1 … 31, -1 … -31
  times      seconds of the day                expression  cron: five fields or @daily …
  start, end instants, both included           gap         shift, skip
  overlap    first, second, both; left out: first, in cron both where the hour field begins with *
  spread     seconds   exclude  dates as 2026-12-24, 2026-12-24..2026-12-26, and --12-25 for every year
"""

import calendar
import re
import sys
from datetime import date, datetime, timedelta
from itertools import groupby, repeat
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1)
DAY = 86_400
MARGIN = 26 * 3_600


def day_number(day):
    return (day - EPOCH).days


def face(moment, zone):
    """What the zone's clock shows, as seconds since 1970-01-01T00:00 on its own calendar."""
    shown = datetime.fromtimestamp(moment, zone)
    return day_number(shown.date()) * DAY + shown.hour * 3_600 + shown.minute * 60 + shown.second


def offset(moment, zone):
    return round(datetime.fromtimestamp(moment, zone).utcoffset().total_seconds())


class Walk:
    """Every minute of a stretch of UTC, and what the clock showed then."""

    def __init__(self, zone, first, last):
        self.first, self.last = first, last
        self.step = 60
        runs = self.runs(zone, 60)
        if any(shift % 60 for _, shift, _ in runs) or any(self.falls_between(zone, run) for run in runs[1:]):
            self.step = 1
            runs = self.runs(zone, 1)

        self.shown, self.shown_again = {}, {}
        self.jumped = []
        before = None
        for begin, shift, end in runs:
            faces = dict(zip(range(begin + shift, end + shift, self.step), range(begin, end, self.step)))
            for repeated in faces.keys() & self.shown.keys():
                # A clock face that comes up a third time within days is unheard of; it would be seen as a difference.
                self.shown_again[repeated] = faces.pop(repeated)
            self.shown.update(faces)
            if before is not None and shift > before:
                self.jumped.append((begin + before, begin + shift, before))
            before = shift

    def runs(self, zone, step):
        """(first moment, offset, first moment after it) for each stretch over which the walk met one offset."""
        found, begin = [], self.first
        shown = map(datetime.fromtimestamp, range(self.first, self.last, step), repeat(zone))
        for shift, group in groupby(map(datetime.utcoffset, shown)):
            end = begin + step * len(list(group))
            found.append((begin, shift.days * DAY + shift.seconds, end))
            begin = end
        return found

    @staticmethod
    def falls_between(zone, run):
        begin, shift, _ = run
        return offset(begin - 1, zone) == shift

    def moments(self, local):
        """When the clock shows this, in order. Within a minute nothing changes, or the walk went by seconds."""
        minute = local - local % self.step
        return [
            faces[minute] + local % self.step for faces in (self.shown, self.shown_again) if minute in faces
        ]

    def kept_from_before(self, local):
        """A local time that is never shown, in the offset from before the jump over it."""
        for begin, end, shift in self.jumped:
            if begin <= local < end:
                return [local - shift]
        return []


class Rule:
    """What a rule means, by the reading of semantics.md."""

    def __init__(self, text, zone):
        kind, *fields = text.split(";")
        given = dict(field.split("=", 1) for field in fields)
        self.kind, self.zone = kind, zone
        self.interval = int(given.get("interval", 1))
        self.unit = given.get("unit")
        self.days = {int(number) for number in given.get("days", "").split(",") if number}
        self.times = sorted(int(time) for time in given.get("times", "").split(",") if time)
        self.start = int(given["start"]) if "start" in given else None
        self.end = int(given["end"]) if "end" in given else None
        self.gap = given.get("gap", "shift")
        self.spread = int(given.get("spread", 0))
        self.excluded = [text for text in given.get("exclude", "").split(",") if text]
        self.cron = Cron(given["expression"]) if kind == "cron" else None
        if self.cron:
            self.times = self.cron.times
        self.overlap = given.get("overlap") or ("both" if self.cron and self.cron.every_hour else "first")

        self.elapsed = {"minutes": 60, "hours": 3_600}.get(self.unit) if kind == "every" else None
        self.start_face = None if self.start is None else face(self.start, zone)
        self.origin = EPOCH if self.start is None else EPOCH + timedelta(days=self.start_face // DAY)
        # Custom days, weeks and months without a time of day take the start's, and the start is the first of them.
        self.takes_start = kind == "every" and not self.elapsed and not self.times
        if self.takes_start:
            self.times = [0 if self.start is None else self.start_face % DAY]

    def occurrences(self, walk, after, through):
        found = self.elapsed_moments(walk) if self.elapsed else self.named_moments(walk)
        begin = -(1 << 60) if self.start is None else self.start
        end = 1 << 60 if self.end is None else self.end
        return sorted({t + self.spread for t in found if begin <= t <= end and after < t + self.spread <= through})

    def elapsed_moments(self, walk):
        """Counts seconds and looks at no clock, but for where it begins and for what is excluded."""
        origin = self.start
        if origin is None:
            origin = round(datetime(1970, 1, 1, tzinfo=self.zone).timestamp())
        length = self.interval * self.elapsed
        for moment in range(walk.first + (origin - walk.first) % length, walk.last, length):
            if not self.excluded or not self.excludes(datetime.fromtimestamp(moment, self.zone).date()):
                yield moment

    def named_moments(self, walk):
        # More days on either side than any clock showed: a time that was jumped over may come much later.
        day = EPOCH + timedelta(days=walk.first // DAY - 2)
        last = EPOCH + timedelta(days=walk.last // DAY + 2)
        while day <= last:
            if self.names_day(day) and not self.excludes(day):
                for second in self.times:
                    yield from self.moments(day_number(day) * DAY + second, walk)
            day += timedelta(days=1)

    def moments(self, local, walk):
        shown = walk.moments(local)
        if self.takes_start and local == self.start_face:
            return [self.start]
        if not shown:
            return walk.kept_from_before(local) if self.gap == "shift" else []
        if self.overlap == "both":
            return shown
        return [shown[0] if self.overlap == "first" else shown[-1]]

    def excludes(self, day):
        for text in self.excluded:
            first, _, last = text.partition("..")
            if first.startswith("--"):
                if first == f"--{day.month:02}-{day.day:02}":
                    return True
            elif first <= day.isoformat() <= (last or first):
                return True
        return False

    def names_day(self, day):
        months = (day.year - self.origin.year) * 12 + day.month - self.origin.month
        apart = (day - self.origin).days
        if self.kind == "daily" or (self.kind == "every" and self.unit == "days"):
            return apart % self.interval == 0
        if self.kind == "weekly":
            if sunday_is_0(day) not in self.days:
                return False
            counted_from = date(1970, 1, 5) if self.start is None else self.origin
            return (monday(day) - monday(counted_from)).days // 7 % self.interval == 0
        if self.kind == "every" and self.unit == "weeks":
            counted_from = date(1970, 1, 5) if self.start is None else self.origin
            return (day - counted_from).days % (7 * self.interval) == 0
        if self.kind == "monthly":
            from_end = day.day - month_length(day) - 1
            return months % self.interval == 0 and (day.day in self.days or from_end in self.days)
        if self.kind == "every" and self.unit == "months":
            return months % self.interval == 0 and day.day == self.origin.day
        if self.kind == "cron":
            return self.cron.names_day(day)
        raise ValueError(f"no such rule: {self.kind} {self.unit}")


class Cron:
    """A cron expression, read field by field: every hour, every minute and every day is asked whether it is named."""

    ALIASES = {
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    }
    MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    def __init__(self, expression):
        expression = self.ALIASES.get(expression.strip().lower(), expression)
        self.minute, self.hour, self.of_month, self.month, self.of_week = expression.upper().split()
        self.every_hour = self.hour.startswith("*")
        hours = [hour for hour in range(24) if self.has(self.hour, hour, 0, 23)]
        minutes = [minute for minute in range(60) if self.has(self.minute, minute, 0, 59)]
        self.times = [hour * 3_600 + minute * 60 for hour in hours for minute in minutes]

    def names_day(self, day):
        if not self.has(self.month, day.month, 1, 12, self.MONTHS):
            return False
        by_month = any(self.names_day_of_month(part, day) for part in self.of_month.split(","))
        by_week = any(self.names_day_of_week(part, day) for part in self.of_week.split(","))
        if self.of_month[0] != "*" and self.of_week[0] != "*":
            return by_month or by_week
        return by_month and by_week

    def names_day_of_month(self, part, day):
        length = month_length(day)
        if part == "L":
            return day.day == length
        if part == "LW":
            return day.day == max(n for n in range(1, length + 1) if is_working(day.replace(day=n)))
        if match := re.fullmatch(r"(\d+)W", part):
            wanted = int(match[1])
            if wanted > length:
                return False
            # The nearest working day of that month; a Saturday and a Sunday each have just one neighbour that works.
            near = [n for n in range(1, length + 1) if is_working(day.replace(day=n))]
            return day.day == min(near, key=lambda n: abs(n - wanted))
        return self.has(part, day.day, 1, 31)

    def names_day_of_week(self, part, day):
        if match := re.fullmatch(r"(\w+)L", part):
            is_last = day.day + 7 > month_length(day)
            return is_last and sunday_is_0(day) == self.number(match[1], self.WEEKDAYS, 0) % 7
        if match := re.fullmatch(r"(\w+)#(\d)", part):
            return (day.day + 6) // 7 == int(match[2]) and sunday_is_0(day) == (
                self.number(match[1], self.WEEKDAYS, 0) % 7
            )
        number = sunday_is_0(day)
        return self.has(part, number, 0, 7, self.WEEKDAYS) or (
            # 7 is Sunday, too. `*/7` and `*/1` name it as 0 already, and 7 is no step of them.
            number == 0 and part[0] != "*" and self.has(part, 7, 0, 7, self.WEEKDAYS)
        )

    def has(self, field, value, lowest, highest, names=()):
        return any(self.part_has(part, value, lowest, highest, names) for part in field.split(","))

    def part_has(self, part, value, lowest, highest, names):
        span, _, step = part.partition("/")
        if span == "*":
            first, last = lowest, highest
        else:
            low, _, high = span.partition("-")
            first = self.number(low, names, lowest)
            # `5/10` goes on to the end; `5` is 5.
            last = self.number(high, names, lowest) if high else highest if step else first
            if high == "SUN" and last < first:
                last = 7
        return first <= value <= last and (value - first) % int(step or 1) == 0

    @staticmethod
    def number(text, names, lowest):
        return names.index(text) + lowest if text in names else int(text)


def month_length(day):
    return calendar.monthrange(day.year, day.month)[1]


def sunday_is_0(day):
    return day.isoweekday() % 7


def monday(day):
    return day - timedelta(days=day.weekday())


def is_working(day):
    return day.weekday() < 5


def changes(zone, first, last):
    found = []
    at, shift = first, offset(first, zone)
    while at < last:
        # From 2038 on there are rules alone, and no short-lived decisions.
        then = min(at + (DAY if at < 2_145_916_800 else 4 * DAY), last)
        after = offset(then, zone)
        if after != shift:
            low, high = at, then
            while high - low > 1:
                middle = (low + high) // 2
                if offset(middle, zone) == shift:
                    low = middle
                else:
                    high = middle
            found.append(f"{high}:{shift}:{after}")
        at, shift = then, after
    return found


class Answers:
    """Two names of one zone have the same bytes, and then the same walk."""

    def __init__(self, folder):
        self.folder = folder
        self.zones = {}
        self.window, self.walks = None, {}

    def select(self, name):
        with open(f"{self.folder}/{name}", "rb") as file:
            content = file.read()
        if content not in self.zones:
            with open(f"{self.folder}/{name}", "rb") as file:
                self.zones[content] = (ZoneInfo.from_file(file, key=name), {})
        self.zone, self.remembered = self.zones[content]

    def changes(self, first, last):
        if (first, last) not in self.remembered:
            self.remembered[first, last] = " ".join(changes(self.zone, first, last))
        return self.remembered[first, last]

    def walk(self):
        if self.zone not in self.walks:
            self.walks[self.zone] = Walk(self.zone, *self.window)
        return self.walks[self.zone]

    def answer(self, line):
        word, _, rest = line.partition(" ")
        if word == "zone":
            self.select(rest)
        elif word == "window":
            window = tuple(int(moment) for moment in rest.split())
            if window != self.window:
                self.window, self.walks = window, {}
        elif word == "offsets":
            return " ".join(str(offset(int(moment), self.zone)) for moment in rest.split())
        elif word == "changes":
            return self.changes(*(int(moment) for moment in rest.split()))
        elif word == "case":
            after, through, text = rest.split(" ", 2)
            after, through, rule = int(after), int(through), Rule(text, self.zone)
            first, last = self.window
            if after - rule.spread < first + MARGIN or through > last - MARGIN:
                raise ValueError(f"{line}: too near to the ends of its window")
            return " ".join(str(moment) for moment in rule.occurrences(self.walk(), after, through))
        else:
            raise ValueError(f"what is {line}?")
        return None


def main():
    answers = Answers(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as questions:
        for line in questions:
            answer = answers.answer(line.rstrip("\n"))
            if answer is not None:
                print(answer)


if __name__ == "__main__":
    main()
