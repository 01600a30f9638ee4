@testable import Delivery
import CampaignModel
import Testing

@Suite struct ProgramAnswerTests {
    @Test(arguments: [
        (#"{"idempotencyKey":"k","status":"sent"}"#, Outcome.sent),
        (#" {"status":"sent","idempotencyKey":"k","more":[1]} "#, .sent),
        (#"{"idempotencyKey":"k","status":"transient","error":"busy"}"#, .transient(reason: "busy")),
        (#"{"idempotencyKey":"k","status":"permanent","error":"gone"}"#, .permanent(reason: "gone")),
        (#"{"idempotencyKey":"k","status":"permanent","error":null}"#, .permanent(reason: "the program says: never")),
        (#"{"idempotencyKey":"k","status":"transient"}"#, .transient(reason: "the program says: not now")),
    ])
    func `an answer names its message and says what became of it`(line: String, outcome: Outcome) throws {
        let answer = try #require(ProgramAnswer(line: line))
        #expect(answer.idempotencyKey == "k")
        #expect(answer.outcome == outcome)
    }

    @Test(arguments: [
        "", "garbage", "{}", "[]", "null", #"{"idempotencyKey":"k"}"#, #"{"status":"sent"}"#,
        #"{"idempotencyKey":"k","status":"SENT"}"#, #"{"idempotencyKey":1,"status":"sent"}"#,
        #"{"idempotencyKey":"k","status":"sent""#, "\0",
    ])
    func `what is no answer is none`(line: String) { #expect(ProgramAnswer(line: line) == nil) }
}
