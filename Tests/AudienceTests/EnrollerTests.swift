import Audience
import CampaignModel
import TestSupport
import Testing

struct EnrollerTests {
    private let now = at("2026-06-01T10:00:00Z")
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "userId,name,city,telegramId,email\nu1,Ann,Bonn,11,a@x\nu2,Bob,,22,b@x\nu3,Cy,Rome,33,c@x\n",
            to: "contacts.csv")
        try folder.write("userId\nu2\nghost\n", to: "staff.csv")
    }

    private func enrollments(_ declaration: CampaignDeclaration) throws -> [Enrollment] {
        var found: [Enrollment] = []
        try Enroller(declaration: declaration, reader: ContactReader(root: folder.path, now: now)).forEach {
            found.append($0)
        }
        return found
    }

    private let staff = ContactSource(type: .csv, path: "staff.csv", id: "userId")

    @Test(arguments: [TargetAudience.Kind.all, .segment])
    func `all and segment take the source in its order`(type: TargetAudience.Kind) throws {
        var declaration = Samples.declaration()
        declaration.campaign.targetAudience.type = type
        let found = try enrollments(declaration)
        #expect(found.map(\.recipientId) == ["u1", "u2", "u3"])
        #expect(found.allSatisfy { $0.state == .pending && $0.reason == nil && $0.fields.isEmpty })
    }

    @Test
    func `a message may need the fields that personalization names, and no others are kept`() throws {
        let found = try enrollments(Samples.declaration(fields: ["name", "city"]))
        #expect(found[0].fields == ["name": .string("Ann"), "city": .string("Bonn")])
        #expect(found[1].fields == ["name": .string("Bob")])
        var disabled = Samples.declaration(fields: ["name"])
        disabled.campaign.messageConfig.personalization?.enabled = false
        #expect(try enrollments(disabled).allSatisfy { $0.fields.isEmpty })
    }

    @Test(arguments: [
        (ChannelDeclaration.Kind.telegram, "telegramId", "11"), (.email, "email", "a@x"),
    ])
    func `the channel's address is kept too`(type: ChannelDeclaration.Kind, field: String, value: String) throws {
        let found = try enrollments(Samples.declaration(channel: ChannelDeclaration(id: "c", type: type)))
        #expect(found[0].fields == [field: .string(value)])
    }

    @Test
    func `individual takes the ids as declared, known or not, with what is known of them`() throws {
        var declaration = Samples.declaration(fields: ["name"])
        declaration.campaign.targetAudience = TargetAudience(type: .individual, userIds: ["u3", "stranger", "u1"])
        let found = try enrollments(declaration)
        #expect(found.map(\.recipientId) == ["u3", "stranger", "u1"])
        #expect(found.map(\.fields) == [["name": .string("Cy")], [:], ["name": .string("Ann")]])
        declaration.source = nil
        #expect(try enrollments(declaration).map(\.fields) == [[:], [:], [:]])
    }

    @Test
    func `who is excluded isn't in the audience at all`() throws {
        var declaration = Samples.declaration()
        declaration.exclude = [staff]
        #expect(try enrollments(declaration).map(\.recipientId) == ["u1", "u3"])
    }

    @Test
    func `who is on the suppression list is in it, suppressed, before any holdout`() throws {
        var declaration = Samples.declaration(fields: ["name"])
        declaration.suppression = [staff]
        declaration.campaign.targetAudience.holdout = 99.999999
        let found = try enrollments(declaration)
        #expect(found.map(\.state) == [.holdout, .suppressed, .holdout])
        #expect(found[1].reason == "on the suppression list")
        #expect(found[1].fields.isEmpty)
    }

    @Test(arguments: ["true", "TRUE", "True", "1", "yes", "Y", "t"])
    func `who has opted out in any spelling gets nothing`(spelling: String) throws {
        try folder.write("userId,optedOut\nu1,\(spelling)\n", to: "contacts.csv")
        let found = try enrollments(Samples.declaration())
        #expect(found == [Enrollment(recipientId: "u1", state: .suppressed, reason: "opted out")])
    }

    @Test(arguments: ["false", "0", "no", "", "never"])
    func `who has not opted out gets the message`(spelling: String) throws {
        try folder.write("userId,optedOut\nu1,\(spelling)\n", to: "contacts.csv")
        #expect(try enrollments(Samples.declaration()).map(\.state) == [.pending])
    }

    @Test
    func `a recipient listed twice is handed in twice, for the ledger to fold`() throws {
        try folder.write("userId,name\nu1,Ann\nu2,Bob\nu1,Anna\n", to: "contacts.csv")
        #expect(try enrollments(Samples.declaration()).map(\.recipientId) == ["u1", "u2", "u1"])
    }

    @Test
    func `holdout takes its share, always the same ones, and others in another campaign`() throws {
        try folder.write("userId\n" + (0..<10_000).map { "u\($0)\n" }.joined(), to: "contacts.csv")
        func held(_ id: String, percent: Double) throws -> Set<String> {
            var declaration = Samples.declaration(Samples.campaign(id))
            declaration.campaign.targetAudience.holdout = percent
            return Set(try enrollments(declaration).filter { $0.state == .holdout }.map(\.recipientId))
        }
        let five = try held("a", percent: 5)
        #expect(five.count > 420 && five.count < 580, "\(five.count)")
        #expect(try held("a", percent: 5) == five)
        #expect(try five.isSubset(of: held("a", percent: 20)), "a larger share keeps who was held out before")
        #expect(try held("b", percent: 5).intersection(five).count < 60)
        #expect(try held("a", percent: 0).isEmpty)
    }

    @Test
    func `variations are dealt in proportion, and to those held out as well`() throws {
        try folder.write("userId\n" + (0..<4_000).map { "u\($0)\n" }.joined(), to: "contacts.csv")
        var declaration = Samples.declaration()
        declaration.campaign.targetAudience.holdout = 50
        declaration.campaign.messageConfig.variations = [
            Variation(name: "a", templateId: "hello", weight: 3), Variation(name: "b", templateId: "hello", weight: 1),
        ]
        let found = try enrollments(declaration)
        #expect(abs(found.count { $0.variation == "a" } - 3_000) < 150)
        #expect(found.count { $0.variation == nil } == 0)
        #expect(abs(found.count { $0.state == .holdout && $0.variation == "b" } - 500) < 100)
    }

    @Test
    func `an audience without a source names what is missing`() {
        var declaration = Samples.declaration()
        declaration.source = nil
        #expect(throws: AudienceError.notConfigured(audience: "all")) { _ = try enrollments(declaration) }
    }

    @Test
    func `a list of exclusions that can't be read sends to nobody`() {
        for isExclusion in [true, false] {
            var declaration = Samples.declaration()
            let lost = ContactSource(type: .csv, path: "lost.csv", id: "userId")
            if isExclusion { declaration.exclude = [lost] } else { declaration.suppression = [lost] }
            var handed = 0
            #expect(throws: AudienceError.self) {
                let enroller = Enroller(declaration: declaration, reader: ContactReader(root: folder.path, now: now))
                try enroller.forEach { _ in handed += 1 }
            }
            #expect(handed == 0)
        }
    }
}
