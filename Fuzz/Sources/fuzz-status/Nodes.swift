@testable import CampaignFiles

/// What a file says, aliases followed: its status, and all else one after the other.
struct Nodes {
    private(set) var status: String?
    private(set) var statusLine: Int?
    private(set) var rest: [String] = []

    /// Nil where it isn't a whole YAML mapping.
    init?(_ bytes: [UInt8]) {
        let source = bytes.withUnsafeBufferPointer { YAMLSource.parse($0) }
        guard let root = source.root, source.isWhole, source.faults.isEmpty else { return nil }
        for (key, value) in root.entries {
            if key.text == "status" {
                status = value.text
                statusLine = Int(value.line)
            } else {
                add(key)
                add(value)
            }
        }
    }

    private mutating func add(_ node: YAMLNode) {
        switch node.kind {
        case .mapping:
            rest.append("{")
            for (key, value) in node.entries {
                add(key)
                add(value)
            }
            rest.append("}")
        case .sequence:
            rest.append("[")
            for element in node.elements { add(element) }
            rest.append("]")
        case .plain, .quoted, .literal, .folded, .alias:
            rest.append("\(node.kind) \(node.text)")
        }
    }
}
