public import CampaignModel

/// A YAML or JSON file as a value, read as the tree's files are and not judged.
public enum DocumentValue {
    public struct Unreadable: Error, CustomStringConvertible {
        public var description: String
    }

    /// - Throws: `Unreadable` where there is no such file, or it isn't sound YAML with a mapping at its top.
    public static func read(_ path: String) throws(Unreadable) -> JSONValue {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let result: Result<JSONValue, YAMLFault>
        do {
            result = try FileLoader(root: folder).load(name) { bytes in
                let source = YAMLSource.parse(bytes)
                if let fault = source.faults.first { return .failure(fault) }
                return .success(source.root.map { JSONValue($0) } ?? .null)
            }
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let value): return value
        case .failure(let fault):
            throw Unreadable(description: "\(path):\(fault.line):\(fault.column): \(fault.message)")
        }
    }
}
