import Glibc

/// A program and its arguments, as a source names them.
struct ProgramCall: Hashable, Sendable {
    /// As the tree has it, for what people read.
    let name: String
    /// A path, or a name to be looked for along PATH.
    let program: String
    let arguments: [String]
    /// Where it works: the tree's root.
    let folder: String

    /// Nil where no program is named.
    init?(_ argv: [String], root: String) {
        guard let first = argv.first, !first.isEmpty else { return nil }
        name = first
        // Whole, since it is looked for from the folder where it is to work.
        folder = root.hasPrefix("/") ? root : "\(Self.currentFolder)/\(root)"
        program = first.contains("/") && !first.hasPrefix("/") ? "\(folder)/\(first)" : first
        arguments = Array(argv.dropFirst())
    }

    private static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }
}
