@testable import CampaignFiles

/// A node in the order of the text, aliases written out: an alias' place is that of what it stands for.
struct YAMLToken: Hashable, CustomStringConvertible {
    enum Kind: Hashable { case plain, quoted, literal, folded, sequence, mapping, end }

    var kind: Kind
    var text = ""
    /// Both begin at 1; 0 for an end.
    var line = 0
    var column = 0

    static let end = YAMLToken(kind: .end)

    var description: String { "\(kind) '\(text)' \(line):\(column)" }

    /// The project's tree, replayed.
    static func all(_ node: YAMLNode) -> [YAMLToken] {
        var tokens: [YAMLToken] = []
        add(node, &tokens)
        return tokens
    }

    private static func add(_ node: YAMLNode, _ tokens: inout [YAMLToken]) {
        let kind: Kind =
            switch node.kind {
            case .plain: .plain
            case .quoted: .quoted
            case .literal: .literal
            case .folded: .folded
            case .sequence: .sequence
            case .mapping, .alias: .mapping
            }
        tokens.append(YAMLToken(kind: kind, text: node.text, line: Int(node.line), column: Int(node.column)))
        for element in node.elements { add(element, &tokens) }
        for (key, value) in node.entries {
            add(key, &tokens)
            add(value, &tokens)
        }
        if kind == .sequence || kind == .mapping { tokens.append(.end) }
    }
}
