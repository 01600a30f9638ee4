import CampaignModel
import ScheduleEngine

extension MappingDefinition {
    static let recurring = MappingDefinition(
        "The rule of a recurring campaign.",
        [
            FieldDefinition(
                "pattern", .choice(of: Pattern.self),
                "daily, weekly and monthly run at timeOfDay. custom: every so many units of frequency. cron: by "
                    + "expression."),
            FieldDefinition(
                "daysOfWeek", .list(of: .weekday, mayBeEmpty: false),
                "weekly: 0 and 7 are Sunday, 1 is Monday; or names such as mon."),
            FieldDefinition(
                "daysOfMonth", .list(of: .dayOfMonth, mayBeEmpty: false),
                "monthly: 1 to 31, or counted from the end: -1 is the last day. Months that lack the day are left out."),
            FieldDefinition(
                "timeOfDay", .oneOrMore(.text(.localTime)), "HH:MM or HH:MM:SS in the campaign's time zone, or a list."),
            FieldDefinition(
                "timezone", .text(.zone),
                "IANA identifier such as America/New_York. Else that of _defaults.yaml, else UTC."),
            FieldDefinition(
                "interval", .integer(1...100_000),
                "Every so many days, weeks or months, counted from schedule.startDateTime; 1 where left out."),
            FieldDefinition("frequency", .mapping(.frequency), "custom: how often."),
            FieldDefinition(
                "expression", .text,
                "cron: minute, hour, day of the month, month, day of the week, such as \"0 9 * * MON-FRI\"; or @daily "
                    + "and the like. In quotes where it begins with * or @."),
            FieldDefinition("endDate", .instant, "The last moment that it may run, inclusive. With an offset or Z."),
            FieldDefinition("maxOccurrences", .integer(1...Int.max), "It ends after so many runs."),
            FieldDefinition(
                "exclude", .list(of: .text),
                "Days that are left out: names of files of calendars/, such as us-holidays."
            ),
            FieldDefinition(
                "onGap", .choice(of: GapPolicy.self),
                "A local time that the clocks jump over. shift (the default): 02:30 runs at 03:30. skip: left out."),
            FieldDefinition(
                "onOverlap", .choice(of: OverlapPolicy.self),
                "A local time that happens twice: the first (the default), the second, or both."),
        ],
        needs: [
            .always("pattern", hint: "add 'pattern: daily', weekly, monthly, custom or cron"),
            .given(Pattern.daily, .weekly, .monthly, need: "timeOfDay", hint: "add 'timeOfDay: \"10:00\"'"),
            .given(Pattern.custom, need: "frequency", hint: "add 'frequency: { interval: 2, unit: hours }'"),
            .given(Pattern.cron, need: "expression", hint: "add 'expression: \"0 9 * * MON-FRI\"'"),
            .given(Pattern.weekly, need: "daysOfWeek", hint: "add 'daysOfWeek: [mon]'"),
            .given(Pattern.monthly, need: "daysOfMonth", hint: "add 'daysOfMonth: [1]'"),
        ], decidedBy: "pattern")

    private static let frequency = MappingDefinition(
        "How often a custom pattern runs.",
        [
            FieldDefinition("interval", .integer(1...100_000), "Every so many units."),
            FieldDefinition(
                "unit", .choice(of: FrequencyUnit.self),
                "minutes and hours are elapsed time; days, weeks and months keep the local time of day."),
        ], needs: [.always("interval", hint: "add 'interval: …'"), .always("unit", hint: "add 'unit: …'")])
}
