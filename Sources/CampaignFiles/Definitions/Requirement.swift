/// A part that a mapping must have, or one of several.
///
/// A class because it is looked at for each mapping of each file.
final class Requirement: Sendable {
    enum Condition: Sendable {
        case always
        /// Where the field that decides (`MappingDefinition.decider`) has one of these values.
        case given([String])
        /// Where `enabled` isn't false.
        case unlessOff
    }

    let needs: [StaticString]
    let condition: Condition
    /// The way out.
    let hint: String
    /// More than one of them is a fault, too.
    let isExclusive: Bool
    /// An empty mapping is as good as none.
    let mayBeEmpty: Bool
    /// False for what each file must say itself.
    let mayBeDefault: Bool

    private init(
        _ needs: [StaticString], _ condition: Condition, _ hint: String, isExclusive: Bool = false,
        mayBeEmpty: Bool = true, mayBeDefault: Bool = true
    ) {
        self.needs = needs
        self.condition = condition
        self.hint = hint
        self.isExclusive = isExclusive
        self.mayBeEmpty = mayBeEmpty
        self.mayBeDefault = mayBeDefault
    }

    static func always(_ need: StaticString, hint: String, mayBeDefault: Bool = true) -> Requirement {
        Requirement([need], .always, hint, mayBeDefault: mayBeDefault)
    }

    static func oneOf(_ needs: [StaticString], isExclusive: Bool = false, hint: String) -> Requirement {
        Requirement(needs, .always, hint, isExclusive: isExclusive)
    }

    static func given<T: RawRepresentable<String>>(
        _ values: T..., need: StaticString, mayBeEmpty: Bool = true, hint: String
    ) -> Requirement {
        Requirement([need], .given(values.map(\.rawValue)), hint, mayBeEmpty: mayBeEmpty)
    }

    static func unlessOff(_ needs: StaticString..., hint: String) -> Requirement {
        Requirement(needs, .unlessOff, hint)
    }
}
