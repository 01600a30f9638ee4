import CampaignFiles
import CampaignModel
import Foundation
import TestSupport
import Testing

/// The files that the reader's own tests refuse and accept, put to the schema.
@Suite struct SchemaCorpusTests {
    private struct Case {
        var name: String
        var faults: [Diagnostic]
        var isRefused: Bool {
            !SchemaCorpusTests.begunByDefaults.contains(name) && faults.contains { BeyondSchema.reason($0) == nil }
        }
    }

    /// The defaults begin a mapping that neither file finishes: the campaign's own file has nothing of it to look at.
    private static let begunByDefaults = [
        "trees/quiet-hours-half-from-the-defaults: c.yaml"
    ]

    private static let faults: [FaultCase] =
        UnusedFieldTests.cases + NeverHappensTests.cases + SkippedTimeTests.cases + YAMLFaultTests.cases

    private static let sound: [FaultCase] = [
        FaultCase("everything that can be said", SoundTree.full),
        FaultCase("one-time", ReferenceBodies.oneTime), FaultCase("recurring", ReferenceBodies.recurring),
        FaultCase("triggered", ReferenceBodies.triggered),
        FaultCase(
            "a time without quotes",
            SoundTree.campaign(schedule: "{ recurring: { pattern: daily, timeOfDay: 10:00, timezone: UTC } }")),
        FaultCase(
            "dates that run backwards", SoundTree.campaign(),
            files: ["calendars/h.yaml": "dates: [2026-12-26..2026-12-24]"]),
        FaultCase(
            "a list of times without quotes",
            SoundTree.campaign(
                schedule: "{ recurring: { pattern: weekly, daysOfWeek: [7, MON, Tuesday], timezone: UTC, "
                    + "timeOfDay: [10:00, 18:30:15], endDate: null } }")),
        FaultCase(
            "what the defaults give", "campaignId: c\nmessageConfig: { variations: [{ name: a, templateId: t }] }\n",
            files: [
                "_defaults.yaml": """
                type: recurring
                schedule: { recurring: { pattern: weekly, daysOfWeek: [mon], timeOfDay: "10:00", timezone: UTC } }
                targetAudience: { type: segment, segmentId: s }
                deliverySettings: { quietHours: { enabled: false } }
                """
            ]),
        FaultCase(
            "a part from the defaults",
            "campaignId: c\nmessageConfig: {}\ntype: recurring\nschedule: { recurring: { daysOfWeek: [tue] } }\n",
            files: [
                "_defaults.yaml": """
                schedule: { recurring: { pattern: weekly, timeOfDay: "10:00", timezone: UTC } }
                targetAudience: { type: individual, userIds: [u1] }
                messageConfig: { templateId: t }
                """
            ]),
    ]

    /// Asks about each file of a tree that the project's reader can make a value of.
    private func ask(_ tree: TemporaryTree, _ name: String, _ judge: inout SchemaJudge, _ cases: inout [Case]) throws {
        let reading = try tree.readAll(knowledge: .campaigns([]))
        let defaults = (try? DocumentValue.read("\(tree.root)/_defaults.yaml")) ?? .null
        for file in reading.files {
            guard let kind = FileSchema(path: file.path),
                let value = try? DocumentValue.read("\(tree.root)/\(file.path)")
            else { continue }
            judge.ask(kind, value, defaults: defaults)
            let faults = reading.diagnostics.filter { $0.file == file.path && $0.severity == .error }
            cases.append(Case(name: "\(name): \(file.path)", faults: faults))
        }
    }

    @Test(.enabled(if: SchemaJudge.isInstalled, SchemaJudge.wayOut))
    func `the schema refuses and accepts what the reader does, but for what no schema can see`() throws {
        var judge = SchemaJudge()
        var cases: [Case] = []
        for fault in Self.faults + Self.sound {
            let files = fault.files.mapValues { MarkedText($0).text }
            try ask(TemporaryTree(SoundTree.files.merging(files) { $1 }), fault.name, &judge, &cases)
        }
        for sample in FaultCorpus.cases {
            try ask(TemporaryTree(sample.tree), sample.name, &judge, &cases)
        }
        for (sample, accepts) in zip(cases, try judge.answers()) {
            #expect(accepts == !sample.isRefused, "\(sample.name): \(sample.faults.map(\.message))")
        }
        #expect(cases.count { $0.isRefused } >= 80)
        #expect(cases.count { !$0.isRefused } >= 90)
        let reasons = Set(cases.flatMap(\.faults).compactMap(BeyondSchema.reason))
        #expect(BeyondSchema.reasons.subtracting(reasons).isEmpty, "every reason has a case")
    }

    @Test(.enabled(if: SchemaJudge.isInstalled, SchemaJudge.wayOut))
    func `the sample tree is what the schemas accept`() throws {
        let root = SampleTree.root
        var judge = SchemaJudge()
        var paths: [String] = []
        for case let path as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            guard let kind = FileSchema(path: path), !path.hasPrefix(".") else { continue }
            judge.ask(kind, try DocumentValue.read("\(root)/\(path)"))
            paths.append(path)
        }
        #expect(paths.count >= 15)
        for (path, accepts) in zip(paths, try judge.answers()) { #expect(accepts, "\(path)") }
    }
}
