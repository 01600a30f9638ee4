import CampaignFiles
import CampaignModel
import TestSupport
import Testing

@Suite struct TreeChangesTests {
    private static func index(_ reading: TreeReading) -> [String: IndexedFile] {
        Dictionary(uniqueKeysWithValues: reading.files.map { ($0.path, IndexedFile($0)) })
    }

    /// An audience that no other campaign has, so that none stands in the way of another.
    private func own(_ id: String) -> String { "{ type: individual, userIds: [\(id)] }" }

    private static let lints =
        "lint: { NO_RATE_LIMIT: off, NO_QUIET_HOURS: off, NO_NOTIFICATION: off, NEVER_TESTED: off, NO_END_DATE: off }\n"

    @Test func `what hasn't changed isn't read again`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        for id in ["a", "b", "c"] { files["\(id).yaml"] = SoundTree.campaign(id: id, audience: own(id)) }
        let tree = try TemporaryTree(files)
        let index = TreeChangesTests.index(try tree.readAll())
        #expect(try tree.reader().readChanges(since: index).files.isEmpty)
        try tree.write("b.yaml", SoundTree.campaign(id: "b", audience: own("b"), more: "status: paused"))
        try tree.remove("c.yaml")
        let changes = try tree.reader().readChanges(since: index)
        #expect(changes.files.map(\.path) == ["b.yaml"])
        #expect(changes.files.first?.declaration?.campaign.status == .paused)
        #expect(changes.removed == ["c.yaml"])
        #expect(changes.unchanged == ["_defaults.yaml", "a.yaml", "segments/s.yaml", "templates/t.mustache"])
        #expect(!changes.isWhole)
    }

    @Test func `files are compared only where something changed, or was wrong`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        for number in 0..<300 {
            files["f\(number).yaml"] = SoundTree.campaign(id: "c\(number)", audience: own("c\(number)"))
        }
        files["faulty.yaml"] = SoundTree.campaign(id: "faulty", type: "nonsense")
        let tree = try TemporaryTree(files)
        let index = TreeChangesTests.index(try tree.readAll())
        let scan = try tree.scan()
        #expect(try tree.reader().readChanges(since: index, scan: scan).files.map(\.path) == ["faulty.yaml"])
        try tree.write("f7.yaml", SoundTree.campaign(id: "c7", audience: own("c7"), more: "status: paused"))
        try tree.remove("f8.yaml")
        let changes = try tree.reader().readChanges(since: index, scan: scan)
        #expect(changes.files.map(\.path) == ["f7.yaml", "faulty.yaml"])
        #expect(changes.removed == ["f8.yaml"])
        #expect(changes.unchanged.count < 30)
    }

    @Test func `it is said what files declared that they declare no more`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        for id in ["a", "b", "c", "d"] { files["\(id).yaml"] = SoundTree.campaign(id: id, audience: own(id)) }
        files["broken.yaml"] = "campaignId: [\n"
        let tree = try TemporaryTree(files)
        let index = TreeChangesTests.index(try tree.readAll())
        try tree.remove("a.yaml")
        try tree.write("b.yaml", SoundTree.campaign(id: "e", audience: own("e")))
        try tree.write("c.yaml", SoundTree.campaign(id: "c", audience: own("c"), more: "status: paused"))
        try tree.remove("broken.yaml")
        let former = try tree.reader().readChanges(since: index).former
        #expect(former.map { "\($0.path) \($0.campaignId ?? "-")" } == ["a.yaml a", "broken.yaml -", "b.yaml b"])
    }

    @Test func `a file whose stamp proves nothing is read again, and is noticed when it vanishes`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        for id in ["a", "b"] { files["\(id).yaml"] = SoundTree.campaign(id: id, audience: own(id)) }
        let tree = try TemporaryTree(files)
        var index = TreeChangesTests.index(try tree.readAll())
        index["a.yaml"]?.stamp = nil
        index["b.yaml"]?.stamp = nil
        try tree.remove("b.yaml")
        let changes = try tree.reader().readChanges(since: index)
        #expect(changes.files.map(\.path) == ["a.yaml"])
        #expect(changes.removed == ["b.yaml"])
    }

    @Test func `a change of a shared file reads everything`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        files["a.yaml"] = SoundTree.campaign(id: "a")
        let tree = try TemporaryTree(files)
        let index = TreeChangesTests.index(try tree.readAll())
        try tree.write("templates/t.mustache", "Goodbye")
        let changes = try tree.reader().readChanges(since: index)
        #expect(changes.isWhole)
        #expect(changes.files.first { $0.path == "a.yaml" }?.declaration?.templates["t"]?.text == "Goodbye")
    }

    @Test func `a shared file that vanishes or appears reads everything`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        files["a.yaml"] = SoundTree.campaign(id: "a")
        let tree = try TemporaryTree(files)
        let before = try tree.readAll()
        try tree.remove("segments/s.yaml")
        let without = try tree.reader().readChanges(since: TreeChangesTests.index(before))
        #expect(without.diagnostics.map(\.code) == [.segmentNotFound])
        #expect(without.removed == ["segments/s.yaml"])
        try tree.write("segments/s.yaml", SoundTree.files["segments/s.yaml"] ?? "")
        let again = try tree.reader().readChanges(since: TreeChangesTests.index(without))
        #expect(again.isWhole)
        #expect(again.diagnostics.isEmpty)
    }

    @Test func `a campaignId that an unchanged file has already holds back both`() throws {
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        files["a.yaml"] = SoundTree.campaign(id: "a")
        let tree = try TemporaryTree(files)
        var reading = try tree.readAll()
        try tree.write("b.yaml", SoundTree.campaign(id: "a"))
        reading = try tree.reader().readChanges(since: TreeChangesTests.index(reading))
        #expect(reading.diagnostics.map(\.code) == [.duplicateCampaign, .duplicateCampaign])
        #expect(reading.files.allSatisfy { $0.declaration == nil })
        try tree.remove("a.yaml")
        reading = try tree.reader().readChanges(since: TreeChangesTests.index(reading))
        #expect(reading.files.first { $0.path == "b.yaml" }?.declaration != nil)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `changes applied one after another give what reading everything gives`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var files = SoundTree.files
        files["_defaults.yaml"] = TreeChangesTests.lints
        let tree = try TemporaryTree(files)
        let names = (0..<8).map { "f\($0).yaml" }
        var present: Set<String> = []
        var declared: [String: CampaignDeclaration] = [:]
        var index: [String: IndexedFile] = [:]
        var before = try tree.scan()
        for round in 0..<40 {
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let path = names.randomElement(using: &random) ?? "f0.yaml"
                let id = "id\(Int.random(in: 0..<6, using: &random))"
                switch Int.random(in: 0..<8, using: &random) {
                case 0 where present.remove(path) != nil: try tree.remove(path)
                case 1:
                    try tree.write(path, SoundTree.campaign(id: id, type: "nonsense"))
                    present.insert(path)
                case 2: try tree.write("templates/t.mustache", "Round \(round) \(seed)")
                case 3:
                    try tree.write(
                        "_defaults.yaml",
                        TreeChangesTests.lints
                            + "deliverySettings: { priority: \(["low", "high", "?"].randomElement(using: &random) ?? "") }\n"
                    )
                default:
                    let hour = Int.random(in: 10..<20, using: &random)
                    let schedule = "{ recurring: { pattern: daily, timeOfDay: '\(hour):00', timezone: UTC } }"
                    try tree.write(
                        path,
                        SoundTree.campaign(id: id, schedule: schedule, more: "campaignName: round \(round)"))
                    present.insert(path)
                }
            }
            let changes = try tree.reader().readChanges(
                since: index, scan: before, scheduled: declared.values.compactMap { ScheduledCampaign($0) })
            before = try tree.scan()
            if changes.isWhole {
                declared = [:]
                index = [:]
            }
            for path in changes.removed {
                declared[path] = nil
                index[path] = nil
            }
            for file in changes.files { declared[file.path] = file.declaration }
            index.merge(TreeChangesTests.index(changes)) { $1 }
            let whole = try tree.readAll()
            var expected: [String: CampaignDeclaration] = [:]
            for file in whole.files { expected[file.path] = file.declaration }
            #expect(declared == expected, "seed \(seed), round \(round)")
            #expect(Set(changes.diagnostics) == Set(whole.diagnostics), "seed \(seed), round \(round)")
        }
    }
}
