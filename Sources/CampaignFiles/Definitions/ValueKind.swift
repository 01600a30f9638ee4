/// What a field's value may be: the reader takes ranges, names and the fields below from it, and the JSON Schema says the
/// same to an editor.
indirect enum ValueKind: Sendable {
    case text(TextForm)
    case truth
    case integer(ClosedRange<Int>)
    case number(NumberRange)
    /// - least: In seconds.
    case duration(least: Int64)
    case choice([String])
    /// 0…7, or a weekday's name.
    case weekday
    /// 1…31, or -1…-31 from the month's end.
    case dayOfMonth
    case list(of: ValueKind, mayBeEmpty: Bool)
    /// One value, or a list of at least one.
    case oneOrMore(ValueKind)
    /// A program, which is a path like any other, and its arguments.
    case commandLine
    case mapping(MappingDefinition)
    /// Text, a number, true or false, and null where that is a value like the others.
    case scalar(mayBeNull: Bool)
    /// A number or a text, which have an order.
    case ordered
    case either([ValueKind])
    case anything
    /// A name that is known, and may not be used here.
    case nothing

    static let text = ValueKind.text(.any)
    static let duration = ValueKind.duration(least: 0)
    static let instant = ValueKind.text(.instant)

    static func choice<T: RawRepresentable<String> & CaseIterable>(of _: T.Type) -> ValueKind {
        .choice(T.allCases.map(\.rawValue))
    }

    static func list(of element: ValueKind) -> ValueKind { .list(of: element, mayBeEmpty: true) }
}
