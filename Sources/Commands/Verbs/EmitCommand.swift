import ArgumentParser
import CampaignModel
import ScheduleEngine
import Spool
import StateStore

struct EmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "emit", abstract: "Hands in an event that trigger-based campaigns wait for.",
        discussion: """
            The event is durable when the command ends; the next pass takes it. Works without a state file and while a \
            run is at work. Type it again with the same --id, and it counts once. Programs can do without: they drop \
            files of JSON lines into the folder 'spool' beside the state file, by rename.
            """)

    @Argument(help: "What happened, such as user_registered.")
    var event: String

    @Option(help: "The user's id.")
    var user: String

    @Option(help: "Where it comes from, such as website.")
    var source: String?

    @Option(
        help: ArgumentHelp("When it happened, such as 2026-12-25T10:00:00Z; now where left out.", valueName: "instant"),
        transform: TreeOptions.instant)
    var at: Instant?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A field of the event, as often as there are fields. Values are texts; a condition takes the text of a number "
                + "for the number.", valueName: "name=value"),
        transform: Self.field)
    var field: [(name: String, value: String)] = []

    @Option(help: "What makes it this event and no other; one is made up where left out.")
    var id: String?

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    private static func field(_ text: String) throws -> (name: String, value: String) {
        guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
            throw ValidationError("'\(text)' is no field: write one as name=value.")
        }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    func validate() throws {
        for (name, text) in [("The event's name", event), ("--user", user)] + (id.map { [("--id", $0)] } ?? []) {
            if let fault = Event.fault(ofName: text) { throw ValidationError("\(name) \(fault).") }
        }
        var names: Set<String> = []
        for field in field where !names.insert(field.name).inserted {
            throw ValidationError("--field \(field.name) is given twice.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let event = Event(
                id: id ?? Self.newId(), event: event, source: source, userId: user, at: at ?? tree.moment(),
                fields: Dictionary(field.map { ($0.name, .string($0.value)) }, uniquingKeysWith: { first, _ in first }))
            let isTaken = try id.map { try tree.view?.areTaken(events: [$0]) == [true] } ?? false
            let spool = SpoolFolder(stateFolder: tree.stateFolder)
            if !isTaken { try StateFolder.make(for: spool.path + "/event") }
            let handedIn = HandedIn(id: event.id, accepted: try !isTaken && spool.put(event))
            switch output.format {
            case .json: try JSONOutput.print(handedIn)
            case .text:
                StandardOutput.write(
                    handedIn.accepted
                        ? "Event \(event.id) is handed in; the next pass takes it.\n"
                        : "Event \(event.id) was handed in before; nothing is done.\n")
            }
        }
    }

    private static func newId() -> String {
        let digits = [UInt64.random(in: 0 ... .max), .random(in: 0 ... .max)].map { String($0, radix: 16) }
        return digits.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
    }
}

/// `emit --format json`.
private struct HandedIn: Encodable {
    var id: String
    /// False for an id that was handed in already.
    var accepted: Bool
}
