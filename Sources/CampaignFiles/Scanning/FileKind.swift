/// What a path in the tree is for.
enum FileKind: Hashable, Sendable {
    case defaults
    case campaign
    case channel(id: String)
    case segment(id: String)
    case template(id: String)
    case calendar(id: String)

    init(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: true)
        guard let name = parts.last else {
            self = .campaign
            return
        }
        if parts.count == 1 {
            self = name == "_defaults.yaml" ? .defaults : .campaign
            return
        }
        switch parts[0] {
        case "channels": self = .channel(id: FileKind.id(of: name))
        case "segments": self = .segment(id: FileKind.id(of: name))
        case "templates": self = .template(id: FileKind.id(of: name))
        case "calendars": self = .calendar(id: FileKind.id(of: name))
        default: self = .campaign
        }
    }

    private static func id(of name: Substring) -> String {
        guard let dot = name.lastIndex(of: ".") else { return String(name) }
        return String(name[..<dot])
    }

    /// Decides by the first bytes alone, for the many paths of a tree of campaigns.
    static func isCampaign(path: String) -> Bool {
        switch path.utf8.first {
        case UInt8(ascii: "_"): path != "_defaults.yaml"
        case UInt8(ascii: "c"): !path.hasPrefix("channels/") && !path.hasPrefix("calendars/")
        case UInt8(ascii: "s"): !path.hasPrefix("segments/")
        case UInt8(ascii: "t"): !path.hasPrefix("templates/")
        default: true
        }
    }
}
