import ArgumentParser
import Audience
import CampaignModel
import Delivery
import ScheduleEngine
import StateStore

struct RenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "The message that a recipient would get. Sends nothing.")

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @Option(
        name: .long,
        help: ArgumentHelp("The recipient; the first of the audience where none is named.", valueName: "id"))
    var user: String?

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func run() async throws {
        try await CommandFailure.reporting {
            let facts = PassFacts.looking(tree)
            let catalog = CampaignCatalog(facts: facts, recorded: tree.view ?? NothingRecorded(), takesAllAsTried: true)
            let entry = try catalog.entry(id)
            let scheduledFor = entry.nextRun(now: facts.now, zones: facts.zones) ?? facts.now
            let message = try message(of: entry.declaration, scheduledFor: scheduledFor, facts: facts)
            switch output.format {
            case .json: try JSONOutput.print(RenderedDocument(message))
            case .text: StandardOutput.write(text(message))
            }
        }
    }

    private func message(
        of declaration: CampaignDeclaration, scheduledFor: Instant, facts: PassFacts
    ) throws -> Message {
        let enrollment = try recipient(of: declaration, facts: facts)
        if let reason = enrollment.state == .holdout ? "held out (targetAudience.holdout)" : enrollment.reason {
            throw RenderFailure(description: "'\(enrollment.recipientId)' would get nothing: \(reason)")
        }
        let composer = try MessageComposer(declaration: declaration, scheduledFor: scheduledFor)
        let delivery = ClaimedDelivery(
            key: 0, recipientId: enrollment.recipientId, variation: enrollment.variation, fields: enrollment.fields,
            attempts: 0)
        switch composer.compose(delivery) {
        case .success(let message): return message
        case .failure(let failure):
            throw RenderFailure(description: "'\(enrollment.recipientId)' would get nothing: \(failure.reason)")
        }
    }

    /// The one asked for, or the first who would get a message.
    private func recipient(of declaration: CampaignDeclaration, facts: PassFacts) throws -> Enrollment {
        struct Found: Error { var enrollment: Enrollment }
        do {
            try facts.reading(declaration) { enroller in
                try enroller.forEach { enrollment in
                    let isWanted = user.map { $0 == enrollment.recipientId } ?? (enrollment.state == .pending)
                    if isWanted { throw Found(enrollment: enrollment) }
                }
            }
        } catch let found as Found {
            return found.enrollment
        }
        throw RenderFailure(
            description: user.map { "'\($0)' is not in the audience of \(id)" } ?? "nobody is in the audience of \(id)")
    }

    private func text(_ message: Message) -> String {
        let style = Style.output
        var text = style(.faint, "to       ") + message.recipientId + "\n"
        if let variation = message.variation { text += style(.faint, "variation ") + variation + "\n" }
        text += style(.faint, "template ") + message.templateId + "\n"
        if let subject = message.subject { text += style(.faint, "subject  ") + style(.bold, subject) + "\n" }
        for body in [message.text, message.html].compactMap(\.self) {
            text += "\n" + body + (body.hasSuffix("\n") ? "" : "\n")
        }
        return text
    }
}

private struct RenderFailure: CommandRefusal {
    var description: String
}

extension AudienceError: CommandRefusal {}
extension DeliveryError: CommandRefusal {}

/// `render --format json`.
private struct RenderedDocument: Encodable {
    var campaignId: String
    var recipientId: String
    var variation: String?
    var templateId: String
    var subject: String?
    var text: String?
    var html: String?

    init(_ message: Message) {
        campaignId = message.campaignId
        recipientId = message.recipientId
        variation = message.variation
        templateId = message.templateId
        subject = message.subject
        text = message.text
        html = message.html
    }

    private enum Key: String, CodingKey { case campaignId, recipientId, variation, templateId, subject, text, html }

    /// All keys are always there, null where the template has no such part.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(campaignId, forKey: .campaignId)
        try container.encode(recipientId, forKey: .recipientId)
        try container.encode(variation, forKey: .variation)
        try container.encode(templateId, forKey: .templateId)
        try container.encode(subject, forKey: .subject)
        try container.encode(text, forKey: .text)
        try container.encode(html, forKey: .html)
    }
}
