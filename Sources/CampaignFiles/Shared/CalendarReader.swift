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
            guard node.isScalar, let day = date(("2000-" + node.text).utf8[...])?.components else {
                fields.refuse(node, "yearly", "days such as \"12-25\" (MM-DD)")
                return nil
            }
            return (day.month, day.day)
        }
        return ExcludedDays(stretches: stretches ?? [], yearly: yearly ?? [])
    }

    private func stretch(_ node: YAMLNode, _ fields: Fields) -> ExcludedDays.Stretch? {
        let text = node.isScalar ? node.text : ""
        if let day = date(text.utf8[...]) { return day...day }
        let bytes = text.utf8
        guard bytes.count == 22, let first = date(bytes.prefix(10)), let last = date(bytes.suffix(10)),
            bytes.dropFirst(10).prefix(2).elementsEqual("..".utf8)
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

    /// `YYYY-MM-DD`.
    private func date(_ text: Substring.UTF8View) -> CivilDate? {
        guard text.count == 10 else { return nil }
        var numbers = [0, 0, 0]
        var part = 0
        for (index, byte) in text.enumerated() {
            if index == 4 || index == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                part += 1
            } else {
                guard byte >= 48, byte <= 57 else { return nil }
                numbers[part] = numbers[part] * 10 + Int(byte - 48)
            }
        }
        return CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}
