import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

struct TriggerMatchingTests {
    private let event = Event(
        id: "1", event: "bought", source: "shop", userId: "u", at: at("2026-06-01T09:00:00Z"),
        fields: [
            "plan": .string("pro"), "seats": .integer(3), "trial": .bool(true), "price": .string("9.5"),
            "item": .object(["kind": .string("book"), "by.line": .string("x")]),
        ])

    private func matches(_ conditions: [String: JSONValue]) -> Bool {
        Trigger(conditions: ["event": .string("bought")].merging(conditions) { $1 }).matches(event)
    }

    @Test(arguments: [
        (["source": JSONValue.string("shop")], true), (["source": .string("web")], false),
        (["userId": .string("u")], true),
        (["event": .string("sold")], false), (["event": .array([.string("sold"), .string("bought")])], true),
        (["plan": .string("pro")], true), (["plan": .string("Pro")], false),
        (["plan": .array([.string("free")])], false),
        (["seats": .integer(3)], true), (["seats": .string("3")], true), (["seats": .number(3)], true),
        (["seats": .integer(4)], false), (["trial": .string("true")], true), (["trial": .bool(false)], false),
        (["price": .number(9.5)], true), (["missing": .string("x")], false), (["item.kind": .string("book")], true),
        (["item.by.line": .string("x")], true), (["item.kind": .string("pen")], false),
        (["seats": .integer(3), "plan": .string("free")], false),
    ])
    func `every condition must be met`(conditions: [String: JSONValue], expected: Bool) {
        #expect(matches(conditions) == expected)
    }

    @Test func `what differs is named, the event's name before all else`() {
        let trigger = Trigger(conditions: [
            "event": .string("bought"), "source": .string("web"), "plan": .string("pro"),
        ])
        #expect(
            trigger.mismatch(event)
                == Trigger.Mismatch(name: "source", found: .string("shop"), wanted: .string("web")))
        #expect(Trigger(conditions: ["event": .string("a"), "b": .null]).mismatch(event)?.name == "event")
    }

    @Test func `what would be due after the last instant is due at that`() {
        let trigger = Trigger(conditions: ["event": .string("bought")], delay: Delay(value: 1_000_000, unit: .weeks))
        #expect(trigger.due(Event(id: "1", event: "bought", userId: "u", at: .latest)) == .latest)
        #expect(trigger.due(event) < .latest + TimeSpan(seconds: 1))
    }

    @Test(arguments: [(Delay.Unit.minutes, Int64(60)), (.hours, 3_600), (.days, 86_400), (.weeks, 604_800)])
    func `a delay is elapsed time`(unit: Delay.Unit, seconds: Int64) {
        #expect(Delay(value: 2, unit: unit).span == TimeSpan(seconds: 2 * seconds))
    }
}
