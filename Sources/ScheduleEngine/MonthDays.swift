/// The days that a rule names, for each length that a month can have. Bit 0 is the first of the month.
struct MonthDays: Hashable, Sendable {
    private var of28: UInt32 = 0
    private var of29: UInt32 = 0
    private var of30: UInt32 = 0
    private var of31: UInt32 = 0

    /// - Parameter numbers: 1…31, or -1…-31 from the month's end. Others name no day.
    init(numbers: [Int]) {
        func bits(_ length: Int) -> UInt32 {
            numbers.reduce(into: 0) { bits, number in
                guard (-31...31).contains(number) else { return }
                let day = number < 0 ? length + 1 + number : number
                if day >= 1, day <= length { bits |= 1 << UInt32(day - 1) }
            }
        }
        of28 = bits(28)
        of29 = bits(29)
        of30 = bits(30)
        of31 = bits(31)
    }

    /// - Parameters:
    ///   - bits: The days that count in each month that has them; bit 0 is the first.
    ///   - hasLast: The last day of each month counts.
    init(bits: UInt32, hasLast: Bool) {
        func limited(to length: UInt32) -> UInt32 {
            bits & (UInt32.max >> (32 - length)) | (hasLast ? 1 << (length - 1) : 0)
        }
        of28 = limited(to: 28)
        of29 = limited(to: 29)
        of30 = limited(to: 30)
        of31 = limited(to: 31)
    }

    var isEmpty: Bool { of28 | of29 | of30 | of31 == 0 }

    func bits(ofMonthWithLength length: Int) -> UInt32 {
        switch length {
        case 28: of28
        case 29: of29
        case 30: of30
        default: of31
        }
    }
}
