import CampaignFiles
import ScheduleEngine
import Testing

/// Calendars in a tree, each excluded by a campaign of its own.
enum CalendarSamples {
    /// One event in a calendar of its own.
    static func event(_ lines: String) -> String { calendar("BEGIN:VEVENT\nUID:a@example.com\n\(lines)\nEND:VEVENT") }

    static func calendar(_ components: String) -> String {
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//EN\n\(components)\nEND:VCALENDAR\n"
    }

    /// The days by the file's name without its suffix; none for a file at fault.
    static func read(_ calendars: [String: String]) throws -> [String: ExcludedDays] {
        var files = SoundTree.files
        for (name, text) in calendars {
            let id = name.split(separator: ".")[0]
            files["calendars/\(name)"] = text
            files["\(id).yaml"] = campaign(excluding: "[\(id)]", id: String(id))
        }
        var days: [String: ExcludedDays] = [:]
        for file in try TemporaryTree(files).readAll().files {
            days.merge(file.declaration?.calendars ?? [:]) { $1 }
        }
        return days
    }

    /// Daily from 2000 on, so that a calendar of later days leaves something.
    static func campaign(excluding calendars: String, id: String = "c") -> String {
        SoundTree.campaign(
            id: id,
            schedule: "{ startDateTime: 2000-01-01T00:00:00Z, recurring: { pattern: daily, timeOfDay: '10:00', "
                + "timezone: UTC, exclude: \(calendars) } }",
            // One of its own: the same audience at the same time would be a conflict.
            audience: "{ type: individual, userIds: [\(id)] }")
    }
}
