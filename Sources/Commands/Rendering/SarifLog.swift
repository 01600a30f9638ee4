import CampaignModel

/// `validate --format sarif`: faults in the Static Analysis Results Interchange Format 2.1.0 (OASIS), one run.
struct SarifLog: Encodable {
    private let schema = "https://json.schemastore.org/sarif-2.1.0.json"
    private let version = "2.1.0"
    private let runs: [Run]

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    init(_ diagnostics: [Diagnostic], path: RepositoryPath) {
        let codes = Diagnostic.Code.allCases
        let driver = Driver(version: Version.text, rules: codes.map(Rule.init))
        let results = diagnostics.map { diagnostic in
            Result(
                ruleId: diagnostic.code.rawValue, ruleIndex: codes.firstIndex(of: diagnostic.code) ?? -1,
                level: diagnostic.severity.rawValue,
                message: Text([diagnostic.message, diagnostic.hint].compactMap(\.self).joined(separator: "\n")),
                locations: [Location(diagnostic, path: path)].compactMap(\.self))
        }
        runs = [Run(tool: Tool(driver: driver), results: results)]
    }

    private struct Run: Encodable {
        var tool: Tool
        /// Columns count characters, as YAML's marks do.
        var columnKind = "unicodeCodePoints"
        var results: [Result]
    }

    private struct Tool: Encodable {
        var driver: Driver
    }

    private struct Driver: Encodable {
        var name = "campanile"
        var version: String
        var rules: [Rule]
    }

    private struct Rule: Encodable {
        var id: String
        var shortDescription: Text
        var help: Text
        var defaultConfiguration: Configuration

        init(_ code: Diagnostic.Code) {
            id = code.rawValue
            shortDescription = Text(code.summary)
            help = Text("\(code.summary). The message of each result says what to do about it.")
            defaultConfiguration = Configuration(level: code.usualSeverity.rawValue)
        }
    }

    private struct Configuration: Encodable {
        var level: String
    }

    private struct Text: Encodable {
        var text: String

        init(_ text: String) { self.text = text }
    }

    private struct Result: Encodable {
        var ruleId: String
        /// Of the rule among the driver's.
        var ruleIndex: Int
        var level: String
        var message: Text
        /// Empty for a fault of no one file.
        var locations: [Location]
    }

    private struct Location: Encodable {
        var physicalLocation: PhysicalLocation

        init?(_ diagnostic: Diagnostic, path: RepositoryPath) {
            guard let file = diagnostic.file else { return nil }
            let uri = path.uri(file)
            physicalLocation = PhysicalLocation(
                artifactLocation: ArtifactLocation(uri: uri.text, uriBaseId: uri.isRelative ? "%SRCROOT%" : nil),
                region: diagnostic.line.map { Region(startLine: $0, startColumn: diagnostic.column) })
        }
    }

    private struct PhysicalLocation: Encodable {
        var artifactLocation: ArtifactLocation
        var region: Region?
    }

    private struct ArtifactLocation: Encodable {
        var uri: String
        /// The repository's root, by the name that is customary for it.
        var uriBaseId: String?
    }

    private struct Region: Encodable {
        var startLine: Int
        var startColumn: Int?
    }
}
