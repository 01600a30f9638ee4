@testable import CampaignFiles
import CampaignModel
import Testing

/// Exact edits, and what is refused because it can't be exact.
@Suite struct StatusEditorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var before: String
        var after: String
        var line: Int
        var isAdded = false

        var testDescription: String { name }
    }

    struct Refused: Sendable {
        var text: String
        var line: Int
        var reason: String

        init(_ text: String, _ line: Int, _ reason: String) {
            self.text = text
            self.line = line
            self.reason = reason
        }
    }

    static let replaced: [Case] = [
        .init(
            name: "plain", before: "campaignId: a\nstatus: active\n", after: "campaignId: a\nstatus: paused\n", line: 2),
        .init(
            name: "single-quoted", before: "status: 'active'   # now\ncampaignId: a",
            after: "status: 'paused'   # now\ncampaignId: a", line: 1),
        .init(
            name: "double-quoted, CRLF", before: "campaignId: a\r\nstatus: \"active\"\r\n# end",
            after: "campaignId: a\r\nstatus: \"paused\"\r\n# end", line: 2),
        .init(
            name: "without a line feed at the end", before: "campaignId: a\nstatus: active",
            after: "campaignId: a\nstatus: paused", line: 2),
        .init(
            name: "byte order mark", before: "\u{FEFF}status: active\ncampaignId: ä\n",
            after: "\u{FEFF}status: paused\ncampaignId: ä\n", line: 1),
        .init(
            name: "behind characters of two, three and four bytes",
            before: "campaignName: \"Größe 日本 😀\" # ✓\nstatus: active # ü\nx: 1\n",
            after: "campaignName: \"Größe 日本 😀\" # ✓\nstatus: paused # ü\nx: 1\n", line: 2),
        .init(
            name: "among texts that look like it",
            before: "# status: active\nname: 'status: active'\ninner: { status: active }\ntext: |\n  status: active\n"
                + "status:   active\n",
            after: "# status: active\nname: 'status: active'\ninner: { status: active }\ntext: |\n  status: active\n"
                + "status:   paused\n", line: 6),
        .init(
            name: "on the next line", before: "status:\n    active # so far\nid: a\n",
            after: "status:\n    paused # so far\nid: a\n", line: 2),
        .init(
            name: "an explicit key", before: "? status\n: active\n? id\n: a\n",
            after: "? status\n: paused\n? id\n: a\n",
            line: 2),
        .init(
            name: "a quoted key, indented", before: "  \"status\" : active\n  id: a\n",
            after: "  \"status\" : paused\n  id: a\n", line: 1),
        .init(
            name: "an anchor of which nobody makes use", before: "status: &s active\nid: a\n",
            after: "status: &s paused\nid: a\n", line: 1),
        .init(name: "null", before: "status: null # so\nid: a\n", after: "status: paused # so\nid: a\n", line: 1),
        .init(name: "nothing", before: "id: a\nstatus:\nb: 1\n", after: "id: a\nstatus: paused\nb: 1\n", line: 2),
        .init(
            name: "nothing but a comment", before: "status:   # later\nid: a\n",
            after: "status: paused   # later\nid: a\n", line: 1),
        .init(
            name: "between document marks", before: "%YAML 1.2\n---\nstatus: active\n...\n",
            after: "%YAML 1.2\n---\nstatus: paused\n...\n", line: 3),
        .init(
            name: "flow", before: "{id: a, status: active, b: [1, 2]} # x\n",
            after: "{id: a, status: paused, b: [1, 2]} # x\n", line: 1),
        .init(
            name: "JSON behind surrogate pairs", before: #"{"n": "\ud83d\ude00\ud83d\ude00 é", "status": "active"}"#,
            after: #"{"n": "\ud83d\ude00\ud83d\ude00 é", "status": "paused"}"#, line: 1),
        .init(
            name: "JSON with tabs", before: "{\n\t\"id\": \"a\",\n\t\"status\":\"active\"\n}\n",
            after: "{\n\t\"id\": \"a\",\n\t\"status\":\"paused\"\n}\n", line: 3),
        .init(
            name: "old Mac line ends", before: "id: a\rstatus: active\rb: 1\r",
            after: "id: a\rstatus: paused\rb: 1\r", line: 2),
    ]

    static let added: [Case] = [
        .init(
            name: "below type", before: "campaignId: a\ntype: recurring # t\nb: 1\n",
            after: "campaignId: a\ntype: recurring # t\nstatus: paused\nb: 1\n", line: 3, isAdded: true),
        .init(
            name: "below campaignId where the type is a default", before: "campaignId: a\nb: 1\n",
            after: "campaignId: a\nstatus: paused\nb: 1\n", line: 2, isAdded: true),
        .init(
            name: "at the end, without a line feed", before: "campaignId: a\r\ntype: recurring",
            after: "campaignId: a\r\ntype: recurring\r\nstatus: paused", line: 3, isAdded: true),
        .init(
            name: "CRLF", before: "type: 'recurring'\r\nid: a\r\n",
            after: "type: 'recurring'\r\nstatus: paused\r\nid: a\r\n", line: 2, isAdded: true),
        .init(
            name: "indented, byte order mark", before: "\u{FEFF}  type: recurring\n  id: a\n",
            after: "\u{FEFF}  type: recurring\n  status: paused\n  id: a\n", line: 2, isAdded: true),
        .init(
            name: "past a text of several lines", before: "campaignId: a\ntype: >-\n  recurring\n\nb: 1\n",
            after: "campaignId: a\nstatus: paused\ntype: >-\n  recurring\n\nb: 1\n", line: 2, isAdded: true),
        .init(
            name: "type on the next line", before: "type:\n  recurring\nid: a\n",
            after: "type:\n  recurring\nstatus: paused\nid: a\n", line: 3, isAdded: true),
        .init(
            name: "type by an alias", before: "id: &t recurring\ntype: *t\nb: 1\n",
            after: "id: &t recurring\ntype: *t\nstatus: paused\nb: 1\n", line: 3, isAdded: true),
        .init(
            name: "JSON, a line a field", before: "{\n  \"id\": \"a\",\n  \"type\": \"recurring\",\n  \"b\": 1\n}\n",
            after: "{\n  \"id\": \"a\",\n  \"type\": \"recurring\",\n  \"status\": \"paused\",\n  \"b\": 1\n}\n",
            line: 4, isAdded: true),
        .init(
            name: "JSON, the last field", before: "{\n\t\"type\": \"recurring\"\n}",
            after: "{\n\t\"type\": \"recurring\",\n\t\"status\": \"paused\"\n}", line: 3, isAdded: true),
        .init(
            name: "JSON in one line", before: #"{"type":"recurring","id":"a"}"#,
            after: #"{"type":"recurring","status":"paused","id":"a"}"#, line: 1, isAdded: true),
        .init(
            name: "JSON in one line with spaces", before: #"{"type": "recurring", "id": "a"}"#,
            after: #"{"type": "recurring", "status": "paused", "id": "a"}"#, line: 1, isAdded: true),
        .init(
            name: "flow", before: "{type: recurring, id: a}\n", after: "{type: recurring, status: paused, id: a}\n",
            line: 1, isAdded: true),
        .init(
            name: "flow with comments", before: "{\n  type: recurring # t\n  , id: a }\n",
            after: "{\n  type: recurring,\n  status: paused # t\n  , id: a }\n", line: 3, isAdded: true),
        .init(
            name: "quotes as they are", before: "{'type': recurring, id: a}",
            after: "{'type': recurring, 'status': paused, id: a}",
            line: 1, isAdded: true),
        .init(
            name: "byte order mark in JSON", before: "\u{FEFF}{\"type\": \"recurring\"}",
            after: "\u{FEFF}{\"type\": \"recurring\", \"status\": \"paused\"}", line: 1, isAdded: true),
    ]

    static let refused: [Refused] = [
        .init("x: &s active\nstatus: *s\n", 2, "alias '*s'"), .init("status: &s active\nx: *s\n", 1, "'&s'"),
        .init("a: 1\nstatus: !!str active\n", 2, "tag"), .init("status: !!null\n", 1, "tag"),
        .init("status: |-\n  active\n", 1, "several lines"),
        .init("status: >-\n  active\n", 1, "several lines"), .init("status: \"act\\\n  ive\"\n", 1, "several lines"),
        .init("status: \"\\x61ctive\"\n", 1, "escapes"),
        .init("status: active\na: 1\nstatus: active\n", 3, "second time"),
        .init("a: 1\nb: [\n", 3, "not valid YAML"), .init("status: sleeping\n", 1, "write draft, active"),
        .init("a: 1\nstatus: [active]\n", 2, "write draft"),
        .init("status: draft\n", 1, "it is a draft"), .init("a: 1\nstatus: cancelled\n", 2, "it is cancelled"),
        .init("- a\n", 1, "a list"), .init("", 1, "empty"), .init("a: 1\n---\nb: 1\n", 2, "second document"),
        .init("? type\n: recurring\n", 1, "no sure place"), .init("a: 1\n", 1, "no sure place"),
        .init("{status, type: recurring}", 1, "changed more than its status"),
    ]

    static let settled: [(String, DeclaredStatus, DeclaredStatus?, Int?)] = [
        ("type: recurring\n", .active, nil, nil),
        ("type: recurring\nstatus: active\n", .active, .paused, 2), ("status: null\n", .active, .paused, 1),
        ("type: recurring\n", .paused, .paused, nil), ("a: &s paused\nstatus: *s\n", .paused, nil, 2),
    ]

    private func edit(
        _ text: String, to wanted: DeclaredStatus, inherited: DeclaredStatus? = nil
    ) -> Result<StatusEdit, StatusRefusal> {
        Result { () throws(StatusRefusal) in
            try StatusEditor.edit(Array(text.utf8), to: wanted, inherited: inherited)
        }
    }

    @Test(arguments: replaced + added)
    func `pausing changes the status and no other byte`(_ one: Case) throws {
        let edit = try edit(one.before, to: .paused).get()
        #expect(String(decoding: edit.bytes, as: UTF8.self) == one.after)
        #expect(edit.bytes == Array(one.after.utf8))
        #expect(edit.line == one.line)
        #expect(edit.before == .active)
        #expect(edit.isChanged)
        #expect(edit.isAdded == one.isAdded)
    }

    @Test(arguments: replaced + added)
    func `resuming puts active in its place, and what said so before is as it was`(_ one: Case) throws {
        let resumed = try edit(one.after, to: .active).get()
        #expect(resumed.line == one.line)
        #expect(resumed.before == .paused)
        if one.before.contains(/status:? *['"]?active/), !one.isAdded {
            #expect(String(decoding: resumed.bytes, as: UTF8.self) == one.before)
        }
    }

    @Test(arguments: settled)
    func `what is so already is left alone`(
        _ text: String, _ wanted: DeclaredStatus, _ inherited: DeclaredStatus?, _ line: Int?
    ) throws {
        let edit = try edit(text, to: wanted, inherited: inherited).get()
        #expect(!edit.isChanged)
        #expect(edit.bytes == Array(text.utf8))
        #expect(edit.line == line)
    }

    @Test func `a status taken over from the defaults is overruled in the file`() throws {
        let edit = try edit("campaignId: a\n", to: .active, inherited: .paused).get()
        #expect(String(decoding: edit.bytes, as: UTF8.self) == "campaignId: a\nstatus: active\n")
        #expect(edit.before == .paused)
        #expect(edit.isAdded)
    }

    @Test(arguments: refused)
    func `what can't be done exactly is refused with its line and the reason`(_ one: Refused) throws {
        guard case .failure(let refusal) = edit(one.text, to: .paused) else {
            Issue.record("edited: \(one.text)")
            return
        }
        #expect(refusal.line == one.line, "\(one.text)")
        #expect(refusal.reason.contains(one.reason), "\(refusal.reason)")
    }

    @Test(arguments: ["draft", "cancelled"])
    func `only a paused campaign can be resumed`(_ status: String) {
        guard case .failure(let refusal) = edit("status: \(status)\n", to: .active) else {
            Issue.record("resumed")
            return
        }
        #expect(refusal.reason.contains("only a paused campaign can be resumed"))
    }

    @Test func `a file that is not UTF-8 is refused at its place`() {
        #expect {
            _ = try StatusEditor.edit(Array("a: 1\nstatus: active # ".utf8) + [0xE9, 0x0A], to: .paused)
        } throws: { error in (error as? StatusRefusal)?.line == 2 }
    }

    @Test func `trees differ wherever anything but the field differs`() {
        func root(_ text: String) -> YAMLNode? {
            Array(text.utf8).withUnsafeBufferPointer { YAMLSource.parse($0).root }
        }
        func areEqual(_ a: String, _ b: String) -> Bool? {
            guard let a = root(a), let b = root(b) else { return nil }
            return a.isEqual(to: b, apartFrom: "status")
        }
        let text = "a: [1, {b: c}]\nstatus: active\nd: &x e\nf: *x\n"
        #expect(areEqual(text, "a:\n- 1\n- b: c\nd: &y e\nstatus: paused\nf: *y\n") == true)
        #expect(areEqual(text, "a: [1, {b: c}]\nd: &x e\nf: *x\n") == true)
        #expect(areEqual(text, "a: [1, {b: c}]\nd: &x e\nf: e\n") == false)
        #expect(areEqual(text, "a: [1, {b: c, status: active}]\nd: &x e\nf: *x\n") == false)
        #expect(areEqual(text, "a: [1], b: c\nd: &x e\nf: *x\n") != true)
        #expect(areEqual(text, "a: ['1', {b: c}]\nd: &x e\nf: *x\n") == false)
        #expect(areEqual("a: [[1], 2]\n", "a: [[1, 2]]\n") == false)
        #expect(areEqual("status: active\na: 1\n", "status: {a: 1}\n") == false)
    }
}
