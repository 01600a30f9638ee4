import CampaignFiles
import CampaignModel
import Testing

/// One case of `FaultCorpus`: a file, or several that belong together.
struct CorpusCase: CustomTestStringConvertible, Sendable {
    struct Mark {
        var severity: String
        var code: String
        /// What the way out must say; empty where any will do.
        var wayOut: String
        var file: String
        var line: Int
        var column: Int

        var place: String { "\(severity) \(code) \(file):\(line):\(column)" }
    }

    /// Relative to the corpus' folder.
    var name: String
    /// With their marks.
    var files: [String: String]

    var testDescription: String { name }
    var isFaulty: Bool { files.values.contains { $0.contains("‹") } }

    /// By file, line and column.
    var marks: [Mark] {
        files.flatMap { path, text in
            MarkedText(text).marks.map { mark in
                let words = mark.name.split(separator: " ", maxSplits: 2).map(String.init)
                return Mark(
                    severity: words.first ?? "", code: words.count > 1 ? words[1] : "",
                    wayOut: words.count > 2 ? words[2] : "", file: path, line: mark.line, column: mark.column)
            }
        }
    }

    /// The case's files in a tree that is sound but for them. Advice is silent where the case isn't about it.
    var tree: [String: String] {
        var tree = SoundTree.files
        if !name.hasPrefix("advice/") { tree["_defaults.yaml"] = CorpusCase.noAdvice }
        tree["c.yaml"] = campaign
        if files.keys.contains(where: { $0.hasPrefix("c.") }) { tree["c.yaml"] = nil }
        return tree.merging(files.mapValues { MarkedText($0).text }) { $1 }
    }

    private var campaign: String {
        switch name.split(separator: "/").first {
        case "channels": SoundTree.campaign(message: "{ channel: x, templateId: t }")
        case "templates": SoundTree.campaign(message: "{ templateId: x, personalization: { fields: [firstName] } }")
        default: SoundTree.campaign()
        }
    }

    static let noAdvice =
        "lint: { NO_TIMEZONE: off, NO_RATE_LIMIT: off, NO_QUIET_HOURS: off, NO_NOTIFICATION: off, NEVER_TESTED: off, NO_END_DATE: off }\n"

    /// What is said of the tree; advice on a campaign that isn't the case's own is none of its business.
    func diagnostics() throws -> [Diagnostic] {
        try TemporaryTree(tree).readAll().diagnostics.filter {
            files[$0.file ?? ""] != nil || !($0.code.rawValue.hasPrefix("NO_") || $0.code == .neverTested)
        }
    }
}
