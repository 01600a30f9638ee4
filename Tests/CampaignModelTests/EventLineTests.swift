import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

/// A line of the spool folder as other programs write it.
struct EventLineTests {
    private let now = at("2026-06-01T09:00:00Z")

    private func read(_ line: String) throws -> Event { try Event(line: Array(line.utf8), now: now) }

    @Test func `a whole event is read as it stands`() throws {
        let line = """
            {"id":"e1","event":"user_registered","source":"website","userId":"u1","at":"2026-06-01T10:00:00+02:00",\
            "fields":{"plan":"pro","seats":3}}
            """
        #expect(
            try read(line)
                == Event(
                    id: "e1", event: "user_registered", source: "website", userId: "u1", at: at("2026-06-01T08:00:00Z"),
                    fields: ["plan": .string("pro"), "seats": .integer(3)]))
    }

    @Test func `what emit writes is read back`() throws {
        let event = Event(
            id: "e\"1", event: "x", userId: "ü", at: now, fields: ["a": .string("line\nline"), "b": .number(1.5)])
        #expect(try Event(line: event.line.dropLast(), now: at("2020-01-01T00:00:00Z")) == event)
    }

    @Test func `one without a time happened now, ids may be whole numbers, and what else stands there is a field`()
        throws
    {
        let event = try read(#" { "id": 7, "event": "x", "userId": 42, "plan": "pro", "fields": {"seats": 2} } "#)
        #expect(event.id == "7" && event.userId == "42" && event.at == now && event.source == nil)
        #expect(event.fields == ["plan": .string("pro"), "seats": .integer(2)])
    }

    @Test func `fields go before what stands beside them`() throws {
        #expect(
            try read(#"{"id":"1","event":"x","userId":"u","plan":"a","fields":{"plan":"b"}}"#).fields["plan"]
                == .string("b"))
    }

    @Test(arguments: [
        ("", "no JSON: the JSON ends too early, at column 1"),
        ("junk", "no JSON: this is not JSON, at column 1"),
        ("[1]", "no JSON object"),
        (#"{"id":"1"}"#, "'event' is missing"),
        (#"{"event":"x","userId":"u"}"#, "'id' is missing"),
        (#"{"id":"1","event":"x"}"#, "'userId' is missing"),
        (#"{"id":"","event":"x","userId":"u"}"#, "'id' is empty"),
        (#"{"id":"1","event":3,"userId":"u"}"#, "'event' is no text"),
        (#"{"id":true,"event":"x","userId":"u"}"#, "'id' is no text"),
        (#"{"id":"1","event":"x","userId":"a\u0000"}"#, "'userId' holds a control character"),
        (
            #"{"id":"1","event":"x","userId":"u","at":"yesterday"}"#,
            "'at' is 'yesterday', and no instant such as 2026-12-25T10:00:00Z"
        ),
        (#"{"id":"1","event":"x","userId":"u","at":5}"#, #"'at' is no text such as "2026-12-25T10:00:00Z""#),
        (#"{"id":"1","event":"x","userId":"u","fields":[]}"#, "'fields' is no object"),
        (#"{"id":"1","event":"x","userId":"u","source":5}"#, "'source' is no text"),
        (#"{"id":"1","id":"2","event":"x","userId":"u"}"#, "no JSON: 'id' stands here a second time, at column 11"),
        (#"{"id":"1","event":"x","userId":"u"} {}"#, "no JSON: something follows the end of the JSON, at column 37"),
    ])
    func `a line that is no event says why`(line: String, reason: String) {
        #expect(throws: EventFault(reason)) { try read(line) }
    }
}
