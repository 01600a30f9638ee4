import CampaignFiles
import CampaignModel
import Foundation
import TestSupport
import Testing

/// Files and what an independent validator says of them, all in one process.
struct SchemaJudge {
    static let isInstalled = FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/jsonschema")
    static let wayOut: Comment = "apt-get install python3-jsonschema"

    private var questions: [String] = []
    private var names: [String: String] = [:]
    private var count = 0

    /// - Parameter defaults: The value of the tree's `_defaults.yaml`.
    mutating func ask(_ kind: FileSchema, _ value: JSONValue, defaults: JSONValue = .null) {
        let key = "\(kind) \(JSONText.text(kind == .campaign ? defaults : .null))"
        let name = names[key] ?? "\(names.count)"
        if names.updateValue(name, forKey: key) == nil {
            let schema = kind.text(defaults: defaults)
            questions.append(JSONText.text(.object(["schema": .string(name), "text": .string(schema)])))
        }
        questions.append(JSONText.text(.object(["schema": .string(name), "value": value])))
        count += 1
    }

    /// True for each value that is accepted, in the order of the questions.
    func answers() throws -> [Bool] {
        let folder = try TemporaryFolder()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "schema_answers.py").path
        let file = try folder.write(questions.joined(separator: "\n") + "\n", to: "questions")
        let child = try ChildProcess(
            "/usr/bin/python3", [script, file], environment: ["PATH": "/usr/bin:/bin"])
        _ = child.hasEnded(within: 300_000_000)
        let result = child.finish()
        try #require(result.code == 0, "schema_answers.py: \(result.error)")
        let lines = result.output.split(separator: "\n")
        try #require(lines.count == count)
        #expect(!lines.contains("differs"), "2020-12 and the older draft agree")
        return lines.map { $0 == "accepts" }
    }
}

extension FileSchema {
    /// The schema for a file of a tree; nil where it isn't YAML or JSON.
    init?(path: String) {
        guard [".yaml", ".yml", ".json"].contains(where: path.hasSuffix) else { return nil }
        self =
            switch path.split(separator: "/").first {
            case "_defaults.yaml": .defaults
            case "segments": .segment
            case "channels": .channel
            case "calendars": .calendar
            case "templates": .template
            default: .campaign
            }
    }
}
