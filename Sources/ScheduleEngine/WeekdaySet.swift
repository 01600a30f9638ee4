/// Days of the week; bit 0 is Sunday, as in the reference's numbering.
public struct WeekdaySet: OptionSet, Hashable, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The day with this number: 0 and 7 are Sunday, 1 is Monday. Nil outside 0…7.
    public init?(number: Int) {
        guard (0...7).contains(number) else { return nil }
        rawValue = 1 << UInt8(number % 7)
    }
}
