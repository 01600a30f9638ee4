import CampaignModel
import Foundation

/// Names the fields in which two declarations differ, as a reviewer would: `schedule.recurring.timeOfDay`.
enum DeclarationDifference {
    /// Sorted. Empty where they mean the same; the file's name is no part of what is declared.
    static func fields(from old: CampaignDeclaration, to new: CampaignDeclaration) throws -> [String] {
        guard old != new else { return [] }
        var fields: Set<String> = []
        compare(try tree(of: old), try tree(of: new), at: [], into: &fields)
        return fields.map { $0.hasPrefix("campaign.") ? String($0.dropFirst("campaign.".count)) : $0 }
            // Calendars come and go as a whole with `exclude`, which says so itself.
            .filter { $0 != "file" && $0 != "calendars" }.sorted()
    }

    private static func tree(of declaration: CampaignDeclaration) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(declaration))
    }

    private static func compare(_ old: JSONValue, _ new: JSONValue, at path: [String], into fields: inout Set<String>) {
        guard old != new else { return }
        guard case .object(let before) = old, case .object(let after) = new else {
            fields.insert(path.joined(separator: "."))
            return
        }
        for key in Set(before.keys).union(after.keys) {
            compare(before[key] ?? .null, after[key] ?? .null, at: path + [key], into: &fields)
        }
    }
}
