/// A name that a template asks for, at its place.
public struct TemplateTag: Equatable, Sendable {
    /// The first component of the path: in `{{address.city}}` it is `address`. `.` stands for the section's own value.
    public var field: String
    /// Both begin at 1; columns count characters.
    public var line: Int
    public var column: Int
    public var isInSection: Bool
    /// A value is put here whether or not a section has asked for it: a contact without the field gets no message.
    public var isRequired: Bool
}

/// What a template must not hold.
public struct TemplateFault: Equatable, Sendable {
    public var message: String
    public var hint: String
    public var line: Int
    public var column: Int

    public init(message: String, hint: String, line: Int, column: Int) {
        self.message = message
        self.hint = hint
        self.line = line
        self.column = column
    }
}
