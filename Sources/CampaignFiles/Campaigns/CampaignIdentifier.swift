import CampaignModel

/// A campaign's identity, `[A-Za-z0-9][A-Za-z0-9._-]{0,127}`; no default can give it.
enum CampaignIdentifier {
    /// Reports what is wrong with it.
    static func read(_ top: Fields) -> String? {
        let own = top.ownAlone
        guard let node = own.node("campaignId"), let text = own.string(node, "campaignId") else { return nil }
        guard isValid(text) else {
            own.fault(
                "'\(text.prefix(60))' can't be a campaignId", at: node,
                hint: "use letters, digits, '.', '_' and '-', at most 128, and begin with a letter or digit")
            return nil
        }
        return text
    }

    /// The identity of a file that is not read any further, if it has one.
    static func peek(_ root: YAMLNode?) -> String? {
        guard let node = root?.value(for: "campaignId"), node.isScalar, node.scalar == .string else { return nil }
        let text = node.text
        return isValid(text) ? text : nil
    }

    static func isValid(_ text: String) -> Bool {
        guard (1...128).contains(text.utf8.count), let first = text.utf8.first, isAlphanumeric(first) else {
            return false
        }
        return text.utf8.allSatisfy {
            isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
