import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

private func moment(_ text: String) -> Instant { at(text) }

struct TriggeredCampaignTests {
    private let first = at("2026-06-01T09:00:00Z")

    private func campaign(_ triggers: Trigger...) -> TriggeredCampaign {
        TriggeredCampaign(campaignId: "welcome", key: 1, triggers: triggers, firstApplied: first)
    }

    private func trigger(_ event: String, source: String? = nil, after hours: Int? = nil) -> Trigger {
        var conditions: [String: JSONValue] = ["event": .string(event)]
        if let source { conditions["source"] = .string(source) }
        return Trigger(conditions: conditions, delay: hours.map { Delay(value: $0, unit: .hours) })
    }

    private func event(_ name: String = "signed_up", at instant: String = "2026-06-01T10:00:00Z") -> Event {
        Event(id: "1", event: name, source: "website", userId: "u", at: moment(instant))
    }

    @Test func `a message is due when the trigger's delay has passed since the event`() {
        #expect(campaign(trigger("signed_up", after: 3)).debt(event())?.dueAt == at("2026-06-01T13:00:00Z"))
        #expect(campaign(trigger("signed_up")).debt(event())?.dueAt == at("2026-06-01T10:00:00Z"))
        #expect(campaign(trigger("bought")).debt(event()) == nil)
    }

    @Test func `an event that matches two triggers counts once, at the sooner time`() {
        let both = campaign(trigger("signed_up", after: 5), trigger("signed_up", source: "website", after: 2))
        #expect(both.debt(event()) == Debt(campaignId: "welcome", trigger: 1, dueAt: at("2026-06-01T12:00:00Z")))
    }

    @Test func `an event from before the campaign was first applied is not owed, one of that second is`() {
        #expect(campaign(trigger("signed_up")).debt(event(at: "2026-06-01T08:59:59Z")) == nil)
        #expect(campaign(trigger("signed_up")).debt(event(at: "2026-06-01T09:00:00Z")) != nil)
    }

    @Test func `the table finds each campaign that cares for an event, once`() {
        let listed = Trigger(conditions: ["event": .array([.string("bought"), .string("signed_up")])])
        let table = TriggerTable([
            campaign(trigger("bought")), campaign(trigger("signed_up"), trigger("signed_up", after: 1)),
            campaign(listed, trigger("signed_up")),
        ])
        #expect(table.debts(event()).map(\.place) == [1, 2])
        #expect(table.debts(event("bought")).map(\.place) == [0, 2])
        #expect(table.debts(event("left")).isEmpty)
    }
}
