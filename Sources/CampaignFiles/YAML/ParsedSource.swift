/// A file's nodes, and what was wrong with its form.
struct ParsedSource {
    /// The top-level mapping. Of a file that breaks off, what stands before that.
    var root: YAMLNode?
    var faults: [YAMLFault]
    /// False where parsing broke off: what `root` lacks may stand in the rest.
    var isWhole: Bool
}
