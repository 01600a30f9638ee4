extension TextForm {
    private static let clock = #"([01][0-9]|2[0-3]):[0-5][0-9]"#
    private static let monthAndDay = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"

    /// As a regular expression that means the same in ECMA 262 and elsewhere: it may let pass what takes a calendar to
    /// tell, such as 30 February. Nil where any text will do.
    var pattern: String? {
        switch self {
        case .any, .zone: nil
        case .campaignId: "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"
        case .instant:
            "^[0-9]{4}-\(TextForm.monthAndDay)[Tt ]\(TextForm.clock):([0-5][0-9]|60)(\\.[0-9]+)?"
                + "([Zz]|[+-]\(TextForm.clock))$"
        case .localTime: "^\(TextForm.clock)(:[0-5][0-9])?$"
        case .path: #"^/|^(?!(.*/)?\.\.(/|$))"#
        case .address(let schemes): "^(\(schemes.joined(separator: "|")))(?![^/?]*@)."
        case .headerName:
            "^(?!(\(HeaderForm.own.map { TextForm.anyCase($0[...]) }.joined(separator: "|")))$)"
                + "[A-Za-z0-9!#$%&'*+.^_`|~-]+$"
        case .headerValue: "^[\\t -~]+$"
        case .days:
            "^[0-9]{4}-\(TextForm.monthAndDay)(\\.\\.[0-9]{4}-\(TextForm.monthAndDay))?$"
        case .dayOfYear: "^\(TextForm.monthAndDay)$"
        }
    }

    /// Whether the pattern alone would let the empty text pass.
    var mayMatchNothing: Bool { pattern == nil || self == .path }

    /// Of a duration as `TimeSpan` reads it.
    ///
    /// - Parameter isPositive: Whether 0 is refused.
    static func duration(isPositive: Bool) -> String { (isPositive ? "^0*[1-9][0-9]*" : "^[0-9]+") + "[smhdw]$" }

    /// `mon`, `Monday`, in any case.
    static let weekday: String = {
        let names = DaysReader.weekdays.map { "\(anyCase($0.prefix(3)))(\(anyCase($0.dropFirst(3))))?" }
        return "^(\(names.joined(separator: "|")))$"
    }()

    /// Of a text in small letters: a pattern has no other way to leave their case open.
    private static func anyCase(_ text: Substring) -> String {
        text.map { $0.isLetter ? "[\($0.uppercased())\($0)]" : "\($0)" }.joined()
    }
}
