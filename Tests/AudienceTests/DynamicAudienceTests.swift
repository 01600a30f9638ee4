import Audience
import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

struct DynamicAudienceTests {
    private let folder: TemporaryFolder
    private let now = at("2026-06-01T10:00:00Z")

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            userId,city,registeredAt
            u1,Paris,2026-05-31T12:00:00Z
            u2,Rome,2026-05-31T12:00:00Z
            u3,Paris,2026-05-01T12:00:00Z
            u4,,

            """, to: "contacts.csv")
    }

    private func enroller(
        _ criteria: [String: JSONValue]?, match: [String: JSONValue]? = nil, now: Instant? = nil
    ) -> Enroller {
        var declaration = Samples.declaration()
        if let criteria {
            declaration.campaign.targetAudience = TargetAudience(type: .dynamic, dynamicCriteria: criteria)
        }
        declaration.source?.match = match
        return Enroller(declaration: declaration, reader: ContactReader(root: folder.path, now: now ?? self.now))
    }

    private func ids(_ enroller: Enroller) throws -> [String] {
        var ids: [String] = []
        try enroller.forEach { ids.append($0.recipientId) }
        return ids
    }

    @Test
    func `a dynamic audience is who meets the criteria, in the order of the source`() throws {
        #expect(try ids(enroller(["newUsers": .bool(true), "within": .string("24h")])) == ["u1", "u2"])
        #expect(try ids(enroller(["city": .string("Paris")])) == ["u1", "u3"])
        #expect(try ids(enroller(["city": .string("Paris"), "newUsers": .bool(true)])) == ["u1"])
        #expect(try ids(enroller(["city": .object(["exists": .bool(false)])])) == ["u4"])
        #expect(try ids(enroller(["newUsers": .bool(true)], now: at("2026-06-01T12:00:01Z"))) == [])
    }

    @Test
    func `match narrows a source, for every audience that is behind it`() throws {
        #expect(try ids(enroller(nil, match: ["city": .string("Paris")])) == ["u1", "u3"])
        #expect(try ids(enroller(["newUsers": .bool(true)], match: ["city": .string("Paris")])) == ["u1"])
    }

    @Test
    func `match narrows a suppression list too`() throws {
        var declaration = Samples.declaration()
        declaration.suppression = [
            ContactSource(type: .csv, path: "contacts.csv", id: "userId", match: ["city": .string("Rome")])
        ]
        var suppressed: [String] = []
        try Enroller(declaration: declaration, reader: ContactReader(root: folder.path, now: now)).forEach {
            if $0.state == .suppressed { suppressed.append($0.recipientId) }
        }
        #expect(suppressed == ["u2"])
    }

    @Test
    func `who doesn't meet the criteria is told by which`() throws {
        let one = enroller(["newUsers": .bool(true)])
        #expect(
            try one.standing(of: "u3")
                == .unmatched(
                    CriteriaMismatch(field: "newUsers", reason: "'registeredAt' is 30d ago, and within 1d is asked"),
                    of: .audience))
        #expect(try one.standing(of: "stranger") == .absent)
        #expect(
            try enroller(nil, match: ["city": .array([.string("Paris"), .string("Bonn")])]).standing(of: "u2")
                == .unmatched(
                    CriteriaMismatch(field: "city", reason: "'city' is 'Rome', and one of 'Paris', 'Bonn' is asked"),
                    of: .source))
    }

    @Test
    func `criteria that got lost mean nobody rather than everybody`() {
        #expect(throws: AudienceError.noCriteria) { _ = try ids(enroller([:])) }
    }
}
