import ArgumentParser
import CampaignModel
import ScheduleEngine

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Really sends a campaign's message, to those alone. Never counts as a run.",
        discussion: """
            Goes through the campaign's channel by what its file says now, whatever its status and its schedule are. \
            Whoever is suppressed or held out is told so and gets nothing; hourly limits and quiet hours hold nothing \
            back. The messages' scheduledFor is the moment of the test, and their idempotency keys are its own, so that \
            nobody takes the real message for the test's.
            """)

    @Argument(help: "The campaign's id.", completion: .campaignId)
    var id: String

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A recipient, who must be in the audience; may be given several times.", valueName: "id"))
    var user: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Without --user: so many of the audience, from its beginning.", valueName: "n"))
    var maxRecipients = 10

    @OptionGroup var tree: TreeOptions
    @OptionGroup var output: FormatOption

    func validate() throws {
        if !(1...10_000).contains(maxRecipients) {
            throw ValidationError("--max-recipients is a number from 1 to 10000.")
        }
        if Set(user).count > maxRecipients {
            throw ValidationError("There are more --user than --max-recipients allows.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let test = TestExecution(tree: tree, campaignId: id, users: user, most: maxRecipients)
            let report = try await test.perform()
            switch output.format {
            case .json:
                if !report.refusals.isEmpty { StandardError.write(report.refusalLines(style: .error)) }
                try JSONOutput.print(TestDocument(report))
            case .text:
                let style = Style.output
                StandardOutput.write(report.sentence + ".\n" + report.refusalLines(style: style))
            }
            if !report.refusals.isEmpty { throw Exit.failed }
        }
    }
}

extension TestReport {
    var sentence: String {
        let many = sent == 1 ? "1 message" : "\(sent) messages"
        let missing = refusals.isEmpty ? "" : ", \(refusals.count) not sent"
        return "Test of '\(test.campaignId)' by \(channel): \(many) sent\(missing)"
    }

    fileprivate func refusalLines(style: Style) -> String {
        refusals.map { "  \($0.recipientId)  \(style(.red, $0.what))\($0.reason.map { ": \($0)" } ?? "")\n" }.joined()
    }
}

/// `test --format json`: the reference's data. There is no queue between asking and sending, so both ids are one: that of
/// the job in `history`.
private struct TestDocument: Encodable {
    var testJobId: String
    var queueJobId: String
    var message: String
    var sent: Int
    var errors: Int

    init(_ report: TestReport) {
        testJobId = report.test.id
        queueJobId = report.test.id
        message = report.sentence
        sent = report.sent
        errors = report.refusals.count
    }
}
