/// Where a field that counts for a campaign stands: in its own file, or in `_defaults.yaml`.
public struct FieldPlace: Hashable, Sendable {
    /// Relative to the tree's root.
    public var file: String
    /// The first is 1.
    public var line: Int

    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    private static let defaultsFile = "_defaults.yaml"

    /// Nil where neither file has the field, or can be read now.
    /// - Parameters:
    ///   - path: the field's name, such as `targetAudience.holdout`.
    ///   - element: of a list, the one that is meant, counted from 0.
    ///   - file: the campaign's, relative to the tree's root; nil for what `_defaults.yaml` alone may hold.
    public static func find(_ path: String, element: Int? = nil, in file: String?, root: String) -> FieldPlace? {
        find(path.split(separator: ".").map(String.init), element: element, in: file, root: root)
    }

    /// The same for names that may hold a dot, such as those of a contact's fields.
    public static func find(
        _ keys: [String], element: Int? = nil, in file: String?, root: String
    ) -> FieldPlace? {
        find(keys, element: element, among: [file, defaultsFile].compactMap(\.self), root: root)
    }

    /// Where a field of a file of `segments/` stands.
    public static func find(_ keys: [String], inSegment id: String, root: String) -> FieldPlace? {
        find(keys, among: ["yaml", "yml", "json"].map { "segments/\(id).\($0)" }, root: root)
    }

    private static func find(
        _ keys: [String], element: Int? = nil, among files: [String], root: String
    ) -> FieldPlace? {
        let loader = FileLoader(root: root)
        for candidate in files {
            if let line = line(of: keys, element: element, in: candidate, loader) {
                return FieldPlace(file: candidate, line: line)
            }
        }
        return nil
    }

    private static func line(of keys: [String], element: Int?, in file: String, _ loader: FileLoader) -> Int? {
        do {
            let root = try loader.load(file) { bytes in YAMLSource.parse(bytes).root }
            return line(of: keys, element: element, in: root)
        } catch {
            return nil
        }
    }

    private static func line(of keys: [String], element: Int?, in root: YAMLNode?) -> Int? {
        var node = root
        for key in keys { node = node?.entries.first { $0.key.text == key }?.value }
        guard let node, !node.isNull else { return nil }
        if let element, node.elements.indices.contains(element) { return Int(node.elements[element].line) }
        return Int(node.line)
    }
}
