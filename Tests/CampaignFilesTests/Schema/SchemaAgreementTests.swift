@testable import CampaignFiles
import CampaignModel
import Testing

/// Every field of sound files is removed, renamed and given values of all kinds, and the reader and the schema are asked
/// the same: a name, a choice, a range, a kind of value or a needed part that only one of them knows is found here.
@Suite struct SchemaAgreementTests {
    private func value(_ text: String, _ tree: TemporaryTree) throws -> JSONValue {
        try tree.write("_document.yaml", text)
        return try DocumentValue.read("\(tree.root)/_document.yaml")
    }

    private func path(_ kind: FileSchema, _ number: Int) -> String {
        switch kind {
        case .campaign: "p\(number).json"
        case .defaults: "_defaults.yaml"
        case .segment: "segments/p\(number).json"
        case .channel: "channels/p\(number).json"
        case .calendar: "calendars/p\(number).json"
        case .template: "templates/p\(number).json"
        }
    }

    /// What differs between the reader and the schema.
    private func check(
        _ mutations: [(kind: FileSchema, mutation: Mutation)], _ judge: SchemaJudge, _ faults: [[Diagnostic]]
    )
        throws
    {
        let answers = try judge.answers()
        try #require(answers.count == mutations.count && faults.count == mutations.count)
        for (index, accepts) in answers.enumerated() {
            let seen = faults[index].filter { $0.severity == .error && BeyondSchema.reason($0) == nil }
            let (kind, mutation) = mutations[index]
            #expect(accepts == seen.isEmpty, "\(kind) \(mutation.description): \(seen.map(\.message))")
        }
    }

    @Test(.enabled(if: SchemaJudge.isInstalled, SchemaJudge.wayOut))
    func `whatever a field is given, the schema says of it what the reader says`() throws {
        let tree = try TemporaryTree(SoundTree.files)
        var judge = SchemaJudge()
        var mutations: [(kind: FileSchema, mutation: Mutation)] = []
        var probed: [FileSchema: Set<String>] = [:]
        for (kind, text) in SampleDocuments.all {
            let document = try value(text, tree)
            for mutation in [Mutation(description: "as it is", document: document)]
                + Mutation.all(of: document, probed: &probed[kind, default: []])
            {
                try tree.write(path(kind, mutations.count), JSONText.text(mutation.document))
                judge.ask(kind, mutation.document)
                mutations.append((kind, mutation))
            }
        }
        let faults = Dictionary(grouping: try tree.readAll().diagnostics) { $0.file ?? "" }
        try check(mutations, judge, mutations.indices.map { faults[path(mutations[$0].kind, $0)] ?? [] })
    }

    @Test(.enabled(if: SchemaJudge.isInstalled, SchemaJudge.wayOut))
    func `whatever the defaults say, the schema says of it what the reader says`() throws {
        let tree = try TemporaryTree(SoundTree.files)
        var judge = SchemaJudge()
        var mutations: [(kind: FileSchema, mutation: Mutation)] = []
        var faults: [[Diagnostic]] = []
        var probed: Set<String> = []
        for mutation in Mutation.all(of: try value(SampleDocuments.defaults, tree), probed: &probed) {
            try tree.write("_defaults.yaml", JSONText.text(mutation.document))
            judge.ask(.defaults, mutation.document)
            mutations.append((.defaults, mutation))
            faults.append(try tree.readAll().diagnostics.filter { $0.file == "_defaults.yaml" })
        }
        try check(mutations, judge, faults)
    }

    @Test func `the samples have every field that a definition has`() throws {
        let tree = try TemporaryTree()
        var values = try SampleDocuments.all.map { try value($0.text, tree) }
        values.append(try value(SampleDocuments.defaults, tree))
        var names: Set<String> = []
        func collect(_ value: JSONValue) {
            switch value {
            case .object(let members):
                names.formUnion(members.keys)
                members.values.forEach(collect)
            case .array(let elements): elements.forEach(collect)
            default: break
            }
        }
        values.forEach(collect)
        let definitions =
            [MappingDefinition.campaign, .defaults, .segment, .template, .calendar, .secret, .comparisons]
            + ChannelDeclaration.Kind.allCases.map { .channel($0) }
        func check(_ definition: MappingDefinition) {
            for field in definition.fields {
                #expect(names.contains(field.name.description), "\(field.name)")
                switch field.kind {
                case .mapping(let below), .list(.mapping(let below), _): check(below)
                default: break
                }
            }
        }
        definitions.forEach(check)
    }
}
