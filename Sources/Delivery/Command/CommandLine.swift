/// A program and its arguments, as the tree names them.
struct CommandLine: Hashable, Sendable {
    /// A path, or a name to be looked for along PATH.
    var program: String
    var arguments: [String]
    /// Where it works.
    var folder: String

    /// Nil where no program is named.
    init?(_ argv: [String], root: String) {
        guard let first = argv.first, !first.isEmpty else { return nil }
        let isRelativePath = first.contains("/") && !first.hasPrefix("/")
        program = isRelativePath ? "\(root)/\(first)" : first
        arguments = Array(argv.dropFirst())
        folder = root
    }

    var isPath: Bool { program.contains("/") }
}
