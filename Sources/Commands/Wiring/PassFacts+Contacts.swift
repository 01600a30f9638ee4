import Audience
import CampaignModel
import ScheduleEngine

extension PassFacts {
    /// Reads an audience for somebody who only looks, or tests.
    /// - Throws: what `body` throws.
    func reading<Result>(_ declaration: CampaignDeclaration, _ body: (Enroller) throws -> Result) throws -> Result {
        try readingContacts(at: now) { try body(Enroller(declaration: declaration, reader: $0)) }
    }

    /// The same for the users of events, as they stand at a moment.
    /// - Throws: what `body` throws.
    func reading<Result>(
        _ declaration: CampaignDeclaration, events: [Event], at moment: Instant,
        _ body: (EventEnroller) throws -> Result
    ) throws -> Result {
        try readingContacts(at: moment) {
            try body(EventEnroller(declaration: declaration, reader: $0, events: events))
        }
    }

    /// A signal that would end the process ends the program that prints the contacts first.
    private func readingContacts<Result>(
        at moment: Instant, _ body: (ContactReader) throws -> Result
    ) throws -> Result {
        let stop = StopSignal()
        stop.listen()
        defer {
            stop.stopListening()
            stop.obey()
        }
        return try body(ContactReader(root: root, now: moment, isStopped: { stop.isStopped }))
    }
}
