/// Why a text is no cron expression, or one that never happens.
public struct CronError: Error, Hashable, Sendable {
    /// One clause that names the field and the part at fault, such as `day of month: 32 is not in 1–31`.
    public let message: String
    /// A way out.
    public let hint: String

    init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }

    init(_ field: CronField, _ message: String, hint: String) {
        self.init("\(field.name): \(message)", hint: hint)
    }
}

extension CronError: CustomStringConvertible {
    public var description: String { "\(message) (\(hint))" }
}
