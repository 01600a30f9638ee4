import Glibc

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
        // Whole, since it is looked for from the folder where it is to work.
        let folder = root.hasPrefix("/") ? root : "\(Self.currentFolder)/\(root)"
        program = isRelativePath ? "\(folder)/\(first)" : first
        arguments = Array(argv.dropFirst())
        self.folder = folder
    }

    var isPath: Bool { program.contains("/") }

    private static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }
}
