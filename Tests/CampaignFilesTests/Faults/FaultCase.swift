import CampaignFiles
import CampaignModel
import Testing

/// Files with marked places, and what must be said of each place: `CODE 1` at the mark `‹1›`.
struct FaultCase: CustomTestStringConvertible, Sendable {
    var name: String
    var files: [String: String]
    var expected: [String]

    init(_ name: String, _ campaign: String, _ expected: String..., files: [String: String] = [:]) {
        self.name = name
        self.files = files.merging(["c.yaml": campaign]) { $1 }
        self.expected = expected
    }

    var testDescription: String { name }

    /// Reports every difference. Best practices count only where the case names one.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        var files = SoundTree.files
        var places: [String: String] = [:]
        for (path, marked) in self.files {
            let marked = MarkedText(marked)
            files[path] = marked.text
            for (mark, place) in marked.places { places[mark] = "\(path):\(place.line):\(place.column)" }
        }
        let reading = try TemporaryTree(files).readAll()
        let wanted = expected.map { line in
            let parts = line.split(separator: " ")
            return "\(parts[0]) \(places[String(parts[1])] ?? "?")"
        }
        let concernsLints = expected.contains { $0.hasPrefix("NO_") }
        let found = reading.diagnostics.filter { concernsLints || !$0.code.rawValue.hasPrefix("NO_") }
        #expect(
            found.map { "\($0.code.rawValue) \($0.file ?? ""):\($0.line ?? 0):\($0.column ?? 0)" }.sorted()
                == wanted.sorted(),
            "\(found.map(\.message))", sourceLocation: sourceLocation)
        for diagnostic in found where diagnostic.severity == .error && diagnostic.file == "c.yaml" {
            let campaign = reading.files.first { $0.path == "c.yaml" }
            #expect(campaign?.declaration == nil, "held back", sourceLocation: sourceLocation)
        }
    }
}
