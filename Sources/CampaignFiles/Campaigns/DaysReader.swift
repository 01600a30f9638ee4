import CampaignModel

/// Reads the days of `schedule.recurring`.
struct DaysReader {
    /// 0 and 7 are Sunday.
    static let daysOfWeek: ClosedRange<Int64> = 0...7
    /// Without 0; below it they are counted from the month's end.
    static let daysOfMonth = -31...31
    static let weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    let fields: Fields

    /// 0…6, 0 is Sunday; sorted, without repetition.
    func daysOfWeek() -> [Int]? {
        fields.list("daysOfWeek") { weekday($0) }.map { sorted($0) }
    }

    private func sorted(_ days: [Int]) -> [Int] {
        var unique: [Int] = []
        for day in days.sorted() where day != unique.last { unique.append(day) }
        return unique
    }

    private func weekday(_ node: YAMLNode) -> Int? {
        if case .integer(let number) = node.scalar, DaysReader.daysOfWeek.contains(number) { return Int(number % 7) }
        if node.isScalar, node.scalar == .string {
            let name = node.text.lowercased()
            if let index = DaysReader.weekdays.firstIndex(where: { name == $0 || name == $0.prefix(3) }) {
                return index
            }
        }
        fields.fault(
            "'\(fields.path("daysOfWeek"))' holds numbers from 0 (Sunday) to 7 or names such as mon, not "
                + node.described, at: node,
            hint: (node.isScalar ? NearestName.question(node.text, among: DaysReader.weekdays) : nil)
                ?? fields.wayOut("daysOfWeek"))
        return nil
    }

    /// 1…31, or -1…-31 from the month's end; sorted, without repetition.
    func daysOfMonth() -> [Int]? {
        fields.list("daysOfMonth") { dayOfMonth($0) }.map { sorted($0) }
    }

    static func isDayOfMonth(_ day: Int) -> Bool { day != 0 && daysOfMonth.contains(day) }

    private func dayOfMonth(_ node: YAMLNode) -> Int? {
        guard case .integer(let value) = node.scalar, let day = Int(exactly: value), DaysReader.isDayOfMonth(day)
        else {
            fields.fault(
                "'\(fields.path("daysOfMonth"))' holds days from 1 to 31, or from -1 (the last) to -31, not "
                    + node.described, at: node, hint: fields.wayOut("daysOfMonth"))
            return nil
        }
        if abs(day) > 28 {
            fields.findings.warn(
                .invalidSchedule, "months that have no \(abs(day)) days are left out", at: node,
                hint: day > 0 ? "use -1 for the last day of every month" : "use a day nearer to the month's end")
        }
        return day
    }
}
