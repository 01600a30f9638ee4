import CampaignModel
import Testing

@Suite struct FaultCorpusTests {
    /// What no file of a tree can have, and why.
    private static let elsewhere: [Diagnostic.Code: String] = [
        .campaignNotFound: "said of an id that a command was given",
        .massRemoval: "said of a pass that would remove many campaigns",
        .neverTested: "decided where the state file is known",
    ]

    @Test(arguments: FaultCorpus.cases)
    func `a file of the corpus has the faults that are marked in it, and no others`(_ sample: CorpusCase) throws {
        let found = try sample.diagnostics()
        let places = found.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.file ?? ""):\($0.line ?? 0):\($0.column ?? 0)"
        }
        #expect(places.sorted() == sample.marks.map(\.place).sorted(), "\(found.map(\.message))")
        #expect(Set(found).count == found.count, "nothing is said twice")
        for diagnostic in found { check(diagnostic) }
        for mark in sample.marks where !mark.wayOut.isEmpty {
            let hints = zip(places, found).filter { $0.0 == mark.place }.compactMap(\.1.hint)
            #expect(hints.contains { $0.contains(mark.wayOut) }, "\(mark.place): \(hints)")
        }
    }

    /// A sentence that says what is wrong, and one that says the way out.
    private func check(_ diagnostic: Diagnostic) {
        #expect(diagnostic.message.contains(" "), "\(diagnostic)")
        #expect(diagnostic.hint?.contains(" ") == true, "\(diagnostic)")
        #expect(!diagnostic.message.contains("\n") && diagnostic.hint?.contains("\n") != true)
    }

    @Test func `the corpus has at least 150 faulty files, and every fault that a file can have`() {
        let faulty = FaultCorpus.cases.filter(\.isFaulty)
        #expect(faulty.count >= 150)
        let texts = faulty.map { sample in sample.files.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value)" } }
        #expect(Set(texts).count == texts.count, "no file stands there twice")
        let marked = Set(faulty.flatMap(\.marks).map(\.code))
        for code in Diagnostic.Code.allCases where Self.elsewhere[code] == nil {
            #expect(marked.contains(code.rawValue), "\(code.rawValue) has no file")
        }
        #expect(marked.isDisjoint(with: Self.elsewhere.keys.map(\.rawValue)))
        #expect(marked.isSubset(of: Diagnostic.Code.allCases.map(\.rawValue)))
    }

    @Test func `the sample tree has neither errors nor warnings`() throws {
        let reading = try SampleTree.readAll()
        #expect(reading.diagnostics == [])
        #expect(reading.files.count { $0.declaration != nil } >= 8)
    }
}
