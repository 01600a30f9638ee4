/// Where the fields of a file's top mapping stand among its bytes, by the parser's own marks: what an edit needs to know
/// and reading doesn't, so that reading needn't pay for it.
struct TopFields {
    enum Form {
        case plain, singleQuoted, doubleQuoted
        /// `|` or `>`.
        case block
        case alias
        case collection
    }

    /// A key or a value.
    struct Part {
        var form: Form
        /// A scalar's text, an alias' name.
        var text: String
        var anchor: String?
        var isTagged: Bool
        /// In the file, with anchor and tag. Of a collection, its beginning alone.
        var range: Range<Int>
        /// Both begin at 1.
        var firstLine: Int
        var lastLine: Int
    }

    struct Field {
        var key: Part
        var value: Part
    }

    /// `{ … }`, as JSON is.
    var isFlow = false
    var fields: [Field] = []
    /// The names that aliases anywhere in the file refer to.
    var aliased: Set<String> = []

    /// Nil where `bytes` aren't one document whose top is a mapping: `YAMLSource` says why.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let range = try? SourceText(bytes).range else { return nil }
        let source = UnsafeBufferPointer(rebasing: bytes[range])
        let pairs = SurrogatePairs(source)
        var walk = TopFieldsWalk(start: range.lowerBound, pairs: pairs)
        let isWhole =
            if let pairs { pairs.bytes.withUnsafeBufferPointer { walk.run($0) } } else { walk.run(source) }
        guard isWhole else { return nil }
        self = walk.found
    }

    private init() {}

    static var none: TopFields { TopFields() }

    func first(_ name: String) -> Field? { fields.first { $0.key.form != .alias && $0.key.text == name } }
}
