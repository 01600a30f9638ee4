import CampaignModel
import ScheduleEngine

/// Checks a file of `calendars/`: days, ranges of days, and days of every year.
struct CalendarReader {
    private static let names: [StaticString] = ["dates", "yearly"]

    let findings: Findings

    func check(_ root: YAMLNode) {
        let fields = Fields(findings: findings, own: root, place: root, names: CalendarReader.names)
        if fields.node("dates") == nil, fields.node("yearly") == nil {
            fields.missing("dates", hint: "add 'dates: [2026-11-26]' or 'yearly: [\"12-25\"]'")
        }
        _ = fields.list("dates") { checkDates($0, fields) }
        _ = fields.list("yearly") { node in
            // 2000 is a leap year: 29 February is a day of some years.
            guard node.isScalar, date("2000-" + node.text) != nil else {
                return fields.refuse(node, "yearly", "days such as \"12-25\" (MM-DD)")
            }
        }
    }

    private func checkDates(_ node: YAMLNode, _ fields: Fields) {
        let text = node.isScalar ? node.text : ""
        if date(text) != nil { return }
        let ends = text.split(separator: ".", omittingEmptySubsequences: false)
        guard ends.count == 3, ends[1].isEmpty, let first = date(String(ends[0])), let last = date(String(ends[2]))
        else {
            return fields.refuse(node, "dates", "days such as 2026-11-26, or ranges such as 2026-12-24..2026-12-26")
        }
        if last < first { fields.fault("the range ends before it begins", at: node, hint: "swap its ends") }
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
