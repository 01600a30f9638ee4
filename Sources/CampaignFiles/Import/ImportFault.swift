/// Why what is to be imported can't be read.
public struct ImportFault: Error, Hashable, Sendable {
    /// Both begin at 1; nil where it is about the whole of it.
    public var line: Int?
    public var column: Int?
    /// One sentence.
    public var message: String

    init(line: Int? = nil, column: Int? = nil, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }
}
