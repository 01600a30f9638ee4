import Audience
import CampaignModel
import TestSupport
import Testing

struct ContactReaderTests {
    private let now = at("2026-06-01T10:00:00Z")

    private func contacts(_ text: String, id: String = "userId") throws -> [Contact] {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "contacts.csv")
        var found: [Contact] = []
        try ContactReader(root: folder.path, now: now)
            .forEach(in: ContactSource(type: .csv, path: "contacts.csv", id: id)) { found.append($0) }
        return found
    }

    @Test
    func `a contact has the fields of its line, and lacks those whose cell is empty`() throws {
        #expect(
            try contacts("userId,name,city\nu1,Ann,\nu2,,Bonn\n") == [
                Contact(id: "u1", fields: ["userId": .string("u1"), "name": .string("Ann")]),
                Contact(id: "u2", fields: ["userId": .string("u2"), "city": .string("Bonn")]),
            ])
    }

    @Test
    func `the id may be any column`() throws {
        #expect(try contacts("name,mail\nAnn,a@b\n", id: "mail").map(\.id) == ["a@b"])
    }

    @Test
    func `a header alone is nobody, and nothing at all is an error`() throws {
        #expect(try contacts("userId,name\n") == [])
        let error = try #require(throws: AudienceError.self) { _ = try contacts("") }
        #expect(error.description.hasSuffix("contacts.csv:1: it is empty; a header line is needed"))
    }

    @Test(arguments: [
        ("userId,name\nu1,Ann\nu2\n", 3, "1 fields where the header has 2"),
        ("userId,name\n\"u\n1\",Ann\nu2,Bob,x\n", 4, "3 fields where the header has 2"),
        ("userId,name\n,Ann\n", 2, "the recipient's id ('userId') is empty"),
    ])
    func `a line that doesn't fit is an error at its place`(text: String, line: Int, reason: String) throws {
        let error = try #require(throws: AudienceError.self) { _ = try contacts(text) }
        #expect(error.description.hasSuffix("contacts.csv:\(line): \(reason)"))
    }

    @Test
    func `a missing id column names the columns there are`() throws {
        let error = try #require(throws: AudienceError.self) { _ = try contacts("id,name\n1,Ann\n") }
        guard case .noSuchColumn(_, "userId", ["id", "name"]) = error else {
            Issue.record(error)
            return
        }
    }

    @Test
    func `an absolute path is taken as it is`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("userId\nu1\n", to: "c.csv")
        var count = 0
        let source = ContactSource(type: .csv, path: path, id: "userId")
        try ContactReader(root: "/nowhere", now: now).forEach(in: source) { _ in count += 1 }
        #expect(count == 1)
    }

    @Test
    func `what the body throws comes out as it is`() throws {
        struct Enough: Error {}
        let folder = try TemporaryFolder()
        let path = try folder.write("userId\nu1\nu2\n", to: "c.csv")
        var count = 0
        #expect(throws: Enough.self) {
            try ContactReader(root: "", now: now).forEach(in: ContactSource(type: .csv, path: path, id: "userId")) {
                _ in
                count += 1
                throw Enough()
            }
        }
        #expect(count == 1)
    }
}
