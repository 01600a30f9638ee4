import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine

/// Two readings of a tree side by side, without a word of what has happened: no state is asked.
struct TreeComparison {
    let base: TreeReading
    let tree: TreeReading
    private let before: [String: CampaignDeclaration]
    private let after: [String: CampaignDeclaration]
    /// Campaigns that the base declares and the tree doesn't, by id.
    private let deleted: [String]
    /// Campaigns of the base whose file has an error now: they stay as they are until it is mended.
    private let heldBack: Set<String>

    init(base: TreeReading, tree: TreeReading) throws {
        self.base = base
        self.tree = tree
        let change = TreeChange(reading: tree, memory: nil)
        before = Self.byId(TreeChange(reading: base, memory: nil).declared)
        after = Self.byId(change.declared)
        let known = Set(base.files.map(\.path))
        // A file that can't be read as far as its id may be a campaign's under a new name, and a pass deletes nothing then.
        let mayHideCampaigns = tree.files.contains { file in
            file.isCampaignFile && file.declaration == nil && file.campaignId == nil && !known.contains(file.path)
        }
        let missing = before.values.filter { [after] in after[$0.campaign.campaignId] == nil }
        let gone = try missing.filter { declaration in
            try !mayHideCampaigns
                && change.lacks(campaignId: declaration.campaign.campaignId, file: declaration.file)
        }
        deleted = gone.map(\.campaign.campaignId).sorted()
        heldBack = Set(missing.map(\.campaign.campaignId)).subtracting(deleted)
    }

    private static func byId(_ declarations: [CampaignDeclaration]) -> [String: CampaignDeclaration] {
        Dictionary(declarations.map { ($0.campaign.campaignId, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameters:
    ///   - name: what the base is called.
    ///   - from: inclusive, as `until` is.
    /// - Throws: `ZoneError`; `EncodingError`.
    func report(against name: String, from: Instant, until: Instant, zones: any ZoneProvider) throws -> DiffReport {
        var report = DiffReport(
            base: name, until: until, changes: [], differences: [:], shifts: [], files: [:],
            diagnostics: faults, notes: notes(name))
        for id in Set(before.keys).union(after.keys).subtracting(heldBack).sorted() {
            let (old, new) = (before[id], after[id])
            guard let change = try change(of: id, from: old, to: new, &report.differences) else { continue }
            report.changes.append(change)
            if let new { report.files[id] = new.file }
            let shift = try OccurrenceShift(of: id, from: old, to: new, from: from, through: until, zones: zones)
            if !shift.isEmpty { report.shifts.append(shift) }
        }
        return report
    }

    /// Every error, and the warnings that the base hasn't too: the others are not this change's.
    private var faults: [Diagnostic] {
        func place(_ diagnostic: Diagnostic) -> [String] {
            [diagnostic.code.rawValue, diagnostic.file ?? "", diagnostic.message]
        }
        let known = Set(base.diagnostics.filter { $0.severity == .warning }.map(place))
        return tree.diagnostics.filter { $0.severity == .error || !known.contains(place($0)) }
    }

    private func change(
        of id: String, from old: CampaignDeclaration?, to new: CampaignDeclaration?,
        _ differences: inout [String: [FieldChange]]
    ) throws -> CampaignChange? {
        guard let old else { return CampaignChange(campaignId: id, action: .create) }
        guard let new else { return CampaignChange(campaignId: id, action: .delete) }
        let fields = try DeclarationDifference.changes(from: old, to: new)
        guard !fields.isEmpty else { return nil }
        differences[id] = fields
        return CampaignChange(
            campaignId: id, action: CampaignChange.Action(from: old.campaign.status, to: new.campaign.status),
            fields: fields.map(\.field))
    }

    private func notes(_ name: String) -> [String] {
        var notes: [String] = []
        if base.files.isEmpty { notes.append("\(name) has no files of this tree: everything counts as new.") }
        let errors = base.diagnostics.count { $0.severity == .error }
        if errors > 0 {
            notes.append(
                "\(name) has \(errors == 1 ? "an error" : "\(errors) errors") itself: campaigns that it can't be read "
                    + "for count as new.")
        }
        if !heldBack.isEmpty {
            let names = heldBack.sorted().prefix(10).joined(separator: ", ")
            let rest = heldBack.count > 10 ? " and \(heldBack.count - 10) more" : ""
            notes.append("Held back by errors, so that they stay as they are: \(names)\(rest).")
        }
        if deleted.count > 1, deleted.count * 2 > before.count {
            notes.append(
                "\(deleted.count) of \(before.count) campaigns would be gone: a pass refuses that until it is run once "
                    + "with --allow-mass-removal.")
        }
        return notes
    }
}
