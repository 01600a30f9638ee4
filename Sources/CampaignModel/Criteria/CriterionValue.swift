import ScheduleEngine

/// What a criterion compares with. Its type decides how a contact's field is read, since a cell of a CSV file is text
/// whatever it means.
enum CriterionValue: Hashable, Sendable {
    /// true, "true" and 1 are one flag, false, "false" and 0 the other: SQLite has no booleans and CSV no types.
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    /// A text that is an RFC 3339 instant.
    case instant(Instant)
    /// Compared by its bytes.
    case text(String)

    enum Order: Hashable, Sendable { case less, same, greater }

    /// Nil for what can't be compared with: null, lists and maps.
    init?(_ value: JSONValue) {
        switch value {
        case .bool(let flag): self = .flag(flag)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let text): self = Instant(rfc3339: text).map(Self.instant) ?? .text(text)
        case .null, .array, .object: return nil
        }
    }

    /// False where the field is of another type.
    func isEqual(to field: JSONValue) -> Bool {
        if case .flag(let flag) = self { return Self.flag(field) == flag }
        return order(of: field) == .same
    }

    /// How the field stands to this value; nil where the two have no order.
    func order(of field: JSONValue) -> Order? {
        switch self {
        case .flag:
            return nil
        case .integer(let number):
            if let whole = Self.integer(field) { return Self.order(whole, number) }
            return Self.number(field).map { Self.order($0, Double(number)) }
        case .number(let number):
            return Self.number(field).map { Self.order($0, number) }
        case .instant(let instant):
            guard case .string(let text) = field, let moment = Instant(rfc3339: text) else { return nil }
            return Self.order(moment, instant)
        case .text(let text):
            guard let own = Self.text(field) else { return nil }
            if own.utf8.elementsEqual(text.utf8) { return .same }
            return own.utf8.lexicographicallyPrecedes(text.utf8) ? .less : .greater
        }
    }

    /// Whether the field, as text, begins with these bytes.
    static func begins(_ field: JSONValue, with prefix: String) -> Bool {
        text(field)?.utf8.starts(with: prefix.utf8) ?? false
    }

    // MARK: A contact's field

    static func text(_ field: JSONValue) -> String? {
        switch field {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    private static func flag(_ field: JSONValue) -> Bool? {
        switch field {
        case .bool(let flag): flag
        case .integer(0), .string("0"): false
        case .integer(1), .string("1"): true
        case .string(let text): ["true": true, "false": false][text.lowercased()]
        default: nil
        }
    }

    private static func integer(_ field: JSONValue) -> Int64? {
        switch field {
        case .integer(let number): number
        case .string(let text): Int64(text)
        default: nil
        }
    }

    private static func number(_ field: JSONValue) -> Double? {
        switch field {
        case .integer(let number): return Double(number)
        case .number(let number): return number
        case .string(let text):
            // Neither "nan" nor "0x10": what people write as a number.
            guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
            return Double(text).flatMap { $0.isFinite ? $0 : nil }
        default: return nil
        }
    }

    private static func order<T: Comparable>(_ a: T, _ b: T) -> Order { a < b ? .less : a > b ? .greater : .same }
}

extension CriterionValue: CustomStringConvertible {
    var description: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .instant(let instant): "\(instant)"
        case .text(let text): "'\(text.prefix(60))'"
        }
    }
}
