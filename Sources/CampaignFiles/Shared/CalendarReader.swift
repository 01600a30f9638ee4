import CampaignModel
import ScheduleEngine

/// Reads a file of `calendars/`: days, ranges of days, and days of every year.
struct CalendarReader {
    let findings: Findings

    func read(_ root: YAMLNode) -> ExcludedDays {
        let fields = Fields(findings: findings, own: root, place: root, definition: .calendar)
        fields.requireParts()
        fields.checkSchemaName()
        let stretches = fields.list("dates") { stretch($0, fields) }
        let yearly = fields.list("yearly") { node -> (month: Int, day: Int)? in
            // 2000 is a leap year: 29 February is a day of some years.
            guard node.isScalar, let day = date("2000-" + node.text)?.components else {
                fields.refuse(node, "yearly", "days such as \"12-25\" (MM-DD)")
                return nil
            }
            return (day.month, day.day)
        }
        return ExcludedDays(stretches: stretches ?? [], yearly: yearly ?? [])
    }

    private func stretch(_ node: YAMLNode, _ fields: Fields) -> ExcludedDays.Stretch? {
        let text = node.isScalar ? node.text : ""
        if let day = date(text) { return day...day }
        let ends = text.split(separator: ".", omittingEmptySubsequences: false)
        guard ends.count == 3, ends[1].isEmpty, let first = date(String(ends[0])), let last = date(String(ends[2]))
        else {
            fields.refuse(node, "dates", "days such as 2026-11-26, or ranges such as 2026-12-24..2026-12-26")
            return nil
        }
        guard first <= last else {
            fields.fault("the range ends before it begins", at: node, hint: "swap its ends")
            return nil
        }
        return first...last
    }

    private func date(_ text: String) -> CivilDate? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }
}
