import CampaignModel
@testable import Runner
import ScheduleEngine
import TestSupport
import Testing

/// Answers are taken in groups, and none is left lying.
@Suite(.timeLimit(.minutes(1))) struct AnswerBoxTests {
    private let answer = Answer(
        delivery: Samples.delivery(),
        message: Message(
            idempotencyKey: "k", campaignId: "a", scheduledFor: nine, recipientId: "u", address: "u", variation: nil,
            templateId: "t", subject: nil, text: nil, html: nil), outcome: .sent)

    @Test
    func `the first of a group is told so, and none behind it`() async {
        let box = AnswerBox()
        let first = box.put(answer)
        #expect(first != nil)
        #expect(box.put(answer) == nil)
        #expect(await box.take(2).count == 2)
        #expect(box.put(answer) != first, "the next group is another one")
    }

    @Test
    func `whoever calls while the reader is busy keeps it from waiting`() async {
        let box = AnswerBox()
        let group = box.put(answer)
        box.wake(for: group)
        #expect(await box.take(5).count == 1)
    }

    @Test
    func `a call for a group that is taken breaks up no other one`() async {
        let box = AnswerBox()
        let group = box.put(answer)
        #expect(await box.take(1).count == 1)
        box.wake(for: group)
        async let next = box.take(2)
        _ = box.put(answer)
        _ = box.put(answer)
        #expect(await next.count == 2)
    }

    @Test
    func `a call for no group in particular is kept too`() async {
        let box = AnswerBox()
        box.wake()
        #expect(await box.take(1).isEmpty)
        _ = box.put(answer)
        #expect(await box.take(1).count == 1)
    }
}
