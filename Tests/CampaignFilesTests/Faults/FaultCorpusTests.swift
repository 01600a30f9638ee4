@testable import CampaignFiles
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

    /// Every field of a definition, as messages name it.
    private func fields(_ definition: MappingDefinition, in owner: String = "") -> [String] {
        definition.fields.flatMap { field -> [String] in
            let name = owner.isEmpty ? "\(field.name)" : "\(owner).\(field.name)"
            switch field.kind {
            // A field that a contact may have stands between.
            case .mapping(let below) where below === MappingDefinition.criteria: return [name]
            case .mapping(let below), .list(.mapping(let below), _): return [name] + fields(below, in: name)
            default: return [name]
            }
        }
    }

    private func fields(ofFile kind: FileSchema) -> [String] {
        switch kind {
        case .campaign: return fields(MappingDefinition.campaign)
        case .segment: return fields(MappingDefinition.segment)
        case .template: return fields(MappingDefinition.template)
        case .calendar: return fields(MappingDefinition.calendar)
        case .channel: return ChannelDeclaration.Kind.allCases.flatMap { fields(.channel($0)) }
        case .defaults:
            let campaign = Set(MappingDefinition.inheritable.map { "\($0.name)" })
            return fields(MappingDefinition.defaults).filter { name in
                !campaign.contains(String(name.prefix { $0 != "." })) && !name.hasPrefix("contacts.")
                    && !name.hasPrefix("suppression.")
            }
        }
    }

    @Test func `every field of every kind of file is at fault in some file of the corpus`() throws {
        var messages: [FileSchema: String] = [:]
        for sample in FaultCorpus.cases {
            for diagnostic in try sample.diagnostics() {
                guard let kind = FileSchema(path: diagnostic.file ?? "") else { continue }
                messages[kind, default: ""] += diagnostic.message + "\n"
            }
        }
        for kind in FileSchema.allCases {
            for field in fields(ofFile: kind) {
                #expect(messages[kind]?.contains("'\(field)'") == true, "\(kind): \(field)")
            }
        }
    }

    @Test func `whatever field has a letter too many, the way out names it`() {
        let definitions =
            [MappingDefinition.campaign, .defaults, .segment, .template, .calendar, .comparisons]
            + ChannelDeclaration.Kind.allCases.map { .channel($0) }
        func check(_ definition: MappingDefinition) {
            let names = definition.names.map { "\($0)" }
            for field in definition.fields {
                let name = "\(field.name)"
                #expect(NearestName.of(name + name.suffix(1), among: names) == name)
                if case .mapping(let below) = field.kind { check(below) }
                if case .list(.mapping(let below), _) = field.kind { check(below) }
            }
        }
        definitions.forEach(check)
    }

    @Test func `the sample tree has neither errors nor warnings`() throws {
        let reading = try SampleTree.readAll()
        #expect(reading.diagnostics == [])
        #expect(reading.files.count { $0.declaration != nil } >= 8)
    }
}
