import CampaignModel

/// A document with one value replaced, removed or renamed.
struct Mutation {
    var description: String
    var document: JSONValue

    /// What is put in the place of each value.
    private static let probes: [JSONValue] =
        [.null, .bool(true), .bool(false), .number(1.5), .array([]), .object([:])]
        + [-32, -31, -1, 0, 1, 7, 8, 31, 32, 100, 101].map { .integer($0) }
        + [10_000, 100_000, 1_000_000, 1_000_000_000].flatMap { [.integer($0), .integer($0 + 1)] }
        + [
            "", "x", "a b", "0s", "00m", "5m", "1day", "9:00", "10:00", "24:00", "mon", "MONDAY", "off", "recipient",
            "2026-12-25T10:00:00Z", "2026-12-25T10:00:00", "2026-12-25", "12-25", "../x", "a/../x", "/../x",
            "https://x",
            "smtp://x",
        ].map { .string($0) }
        + ["x", "mon", "10:00", "../x"].map { .array([.string($0)]) }
        + [.array([.integer(0)]), .array([.integer(1)]), .array([.null]), .array([.array([])]), .array([.object([:])])]
        + [
            .object(["x": .integer(1)]), .object(["env": .string("A")]), .object(["env": .string("A"), "file": .null]),
            .object(["env": .string("A"), "file": .string("b")]),
        ]

    /// - Parameter probed: Paths that were given values already, in another document; those of this one are added.
    static func all(of document: JSONValue, probed: inout Set<String>) -> [Mutation] {
        changes(of: document, "", &probed)
    }

    private static func changes(of value: JSONValue, _ path: String, _ probed: inout Set<String>) -> [Mutation] {
        var all: [Mutation] = []
        switch value {
        case .object(let members):
            for (name, below) in members.sorted(by: { $0.key < $1.key }) {
                var rest = members
                rest[name] = nil
                all.append(Mutation(description: "\(path).\(name) removed", document: .object(rest)))
                rest[name + "s"] = below
                all.append(Mutation(description: "\(path).\(name) renamed", document: .object(rest)))
                rest[name + "s"] = nil
                for probe in probed.insert("\(path).\(name)").inserted ? probes : [] where probe != below {
                    rest[name] = probe
                    all.append(
                        Mutation(description: "\(path).\(name): \(JSONText.text(probe))", document: .object(rest)))
                }
                for change in changes(of: below, "\(path).\(name)", &probed) {
                    rest[name] = change.document
                    all.append(Mutation(description: change.description, document: .object(rest)))
                }
            }
        case .array(let elements):
            for (index, below) in elements.enumerated() {
                var rest = elements
                for probe in probed.insert("\(path)[]").inserted ? probes : [] where probe != below {
                    rest[index] = probe
                    all.append(
                        Mutation(description: "\(path)[\(index)]: \(JSONText.text(probe))", document: .array(rest)))
                }
                for change in changes(of: below, "\(path)[]", &probed) {
                    rest[index] = change.document
                    all.append(Mutation(description: change.description, document: .array(rest)))
                }
            }
        default: break
        }
        return all
    }
}
