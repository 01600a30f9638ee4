import CampaignModel

/// What an import did, or would do.
struct ImportReport: Encodable {
    enum Action: String, Encodable { case write, skip }

    struct Row: Encodable {
        /// Nil where it has none that can be one.
        var campaignId: String?
        /// Relative to the tree; nil where it is skipped.
        var file: String?
        var action: Action
        /// Why it is skipped.
        var reason: String?
        /// What the server keeps for itself.
        var serverFields: [String] = []
        /// What means nothing here, and was left out.
        var unknownFields: [String] = []
        var notes: [String] = []
        /// What would be written; in a dry run alone.
        var content: String?

        private enum Key: String, CodingKey {
            case campaignId, file, action, reason, serverFields, unknownFields, notes, content
        }

        /// All keys are always there.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(campaignId, forKey: .campaignId)
            try container.encode(file, forKey: .file)
            try container.encode(action, forKey: .action)
            try container.encode(reason, forKey: .reason)
            try container.encode(serverFields, forKey: .serverFields)
            try container.encode(unknownFields, forKey: .unknownFields)
            try container.encode(notes, forKey: .notes)
            try container.encode(content, forKey: .content)
        }
    }

    var dryRun: Bool
    var campaigns: [Row]
    /// Of the files that were written.
    var diagnostics: [Diagnostic]
}
