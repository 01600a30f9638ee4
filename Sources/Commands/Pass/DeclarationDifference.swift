import CampaignModel
import Foundation

/// Names the fields in which two declarations differ, as a reviewer would: `schedule.recurring.timeOfDay`.
enum DeclarationDifference {
    /// Sorted. Empty where they mean the same; the file's name is no part of what is declared.
    static func fields(from old: CampaignDeclaration, to new: CampaignDeclaration) throws -> [String] {
        try changes(from: old, to: new).map(\.field)
    }

    /// The same fields with what they hold before and after.
    static func changes(from old: CampaignDeclaration, to new: CampaignDeclaration) throws -> [FieldChange] {
        guard old != new else { return [] }
        var changes: [FieldChange] = []
        compare(try tree(of: old), try tree(of: new), at: [], into: &changes)
        return
            changes
            // Calendars come and go as a whole with `exclude`, which says so itself.
            .filter { $0.field != "file" && $0.field != "calendars" }.sorted { $0.field < $1.field }
    }

    private static func tree(of declaration: CampaignDeclaration) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(declaration))
    }

    private static func compare(
        _ old: JSONValue, _ new: JSONValue, at path: [String], into changes: inout [FieldChange]
    ) {
        guard old != new else { return }
        guard case .object(let before) = old, case .object(let after) = new else {
            let name = path.joined(separator: ".")
            let field = name.hasPrefix("campaign.") ? String(name.dropFirst("campaign.".count)) : name
            return changes.append(FieldChange(field: field, before: old, after: new))
        }
        for key in Set(before.keys).union(after.keys) {
            compare(before[key] ?? .null, after[key] ?? .null, at: path + [key], into: &changes)
        }
    }
}
