import CampaignFiles
import CampaignModel
import StateStore

/// `pause` and `resume`: finds the file that declares a campaign, and sets its status there.
struct StatusSwitch {
    let id: String
    let status: DeclaredStatus
    let tree: TreeOptions

    func perform(format: OutputFormat) throws {
        let file = try DeclaringFile(id: id, tree: tree).find()
        let change = try CampaignFileEditor(root: tree.root).setStatus(status, file: file)
        switch format {
        case .json: try JSONOutput.print(StatusChangeDocument(campaignId: id, file: file, change: change))
        case .text: StandardOutput.write(text(change, file: file))
        }
        guard change.isChanged else { return }
        try warnOfFaults(in: file)
    }

    private func text(_ change: CampaignFileEditor.StatusChange, file: String) -> String {
        let style = Style.output
        let place = "\(tree.root)/\(file)" + (change.line.map { ":\($0)" } ?? "")
        guard change.isChanged else {
            return "\(id) is \(status.rawValue) already: nothing to do in \(place)\n"
        }
        let what =
            change.isAdded
            ? "status: \(change.after.rawValue) (added; it was \(change.before.rawValue))"
            : "status: \(change.before.rawValue) → \(change.after.rawValue)"
        return "\(style(.bold, place)): \(what)\nThe next pass takes note.\n"
    }

    /// A campaign that runs again may collide with another; an edit that has no effect must not pass for one that has.
    private func warnOfFaults(in file: String) throws {
        let readings = try DeclaringFile(id: id, tree: tree).read().files
        guard let reading = readings.first(where: { $0.path == file }), reading.declaration == nil,
            let fault = reading.diagnostics.first(where: { $0.severity == .error })
        else { return }
        StandardError.write(
            "campanile: \(id) is held back now, \(fault.code.rawValue): \(fault.message); 'campanile validate' says more\n"
        )
        throw Exit.treeHasErrors
    }
}

extension EditRefusal: CommandRefusal {}

/// `pause --format json` and `resume --format json`.
private struct StatusChangeDocument: Encodable {
    var campaignId: String
    /// Relative to the tree.
    var file: String
    var line: Int?
    var before: String
    var after: String
    var changed: Bool

    init(campaignId: String, file: String, change: CampaignFileEditor.StatusChange) {
        self.campaignId = campaignId
        self.file = file
        line = change.line
        before = change.before.rawValue
        after = change.after.rawValue
        changed = change.isChanged
    }

    private enum Key: String, CodingKey { case campaignId, file, line, before, after, changed }

    /// All keys are always there; the line is null where the file has no status.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(campaignId, forKey: .campaignId)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
        try container.encode(before, forKey: .before)
        try container.encode(after, forKey: .after)
        try container.encode(changed, forKey: .changed)
    }
}
