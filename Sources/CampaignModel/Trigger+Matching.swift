public import ScheduleEngine

extension Trigger {
    /// A condition that an event doesn't meet.
    public struct Mismatch: Hashable, Sendable {
        public var name: String
        /// What the event has there; nil where it has nothing of that name.
        public var found: JSONValue?
        public var wanted: JSONValue

        public init(name: String, found: JSONValue?, wanted: JSONValue) {
            self.name = name
            self.found = found
            self.wanted = wanted
        }
    }

    /// The first condition that the event doesn't meet, its name before all others; nil where it meets them all.
    public func mismatch(_ event: Event) -> Mismatch? {
        if let wanted = conditions["event"], !Self.meets(.string(event.event), wanted) {
            return Mismatch(name: "event", found: .string(event.event), wanted: wanted)
        }
        for (name, wanted) in conditions.sorted(by: { $0.key < $1.key }) where name != "event" {
            let found = event.value(named: name)
            if !Self.meets(found, wanted) { return Mismatch(name: name, found: found, wanted: wanted) }
        }
        return nil
    }

    public func matches(_ event: Event) -> Bool { mismatch(event) == nil }

    /// When an event's message is due; no later than there are instants.
    public func due(_ event: Event) -> Instant { min(event.at + (delay?.span ?? TimeSpan(seconds: 0)), .latest) }

    /// A list wants one of its values. A number and the text of it are the same, since files and programs differ in how they
    /// write numbers; so are true and its text.
    private static func meets(_ found: JSONValue?, _ wanted: JSONValue) -> Bool {
        guard let found else { return false }
        if found == wanted { return true }
        if case .array(let choices) = wanted { return choices.contains { meets(found, $0) } }
        switch (found, wanted) {
        case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): return Double(a) == b
        case (.string(let text), .integer(let number)), (.integer(let number), .string(let text)):
            return Int64(text) == number
        case (.string(let text), .number(let number)), (.number(let number), .string(let text)):
            return Double(text) == number
        case (.string(let text), .bool(let flag)), (.bool(let flag), .string(let text)):
            return text == (flag ? "true" : "false")
        default: return false
        }
    }
}

extension Delay {
    /// In elapsed time: a day is 24 hours, whatever the clocks do.
    public var span: TimeSpan {
        let length: Int64 =
            switch unit {
            case .minutes: 60
            case .hours: 3_600
            case .days: 86_400
            case .weeks: 604_800
            }
        return TimeSpan(seconds: Int64(clamping: value).multipliedReportingOverflow(by: length).partialValue)
    }
}
