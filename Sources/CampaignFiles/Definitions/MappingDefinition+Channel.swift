import CampaignModel

extension MappingDefinition {
    /// A file of `channels/`: its type says which other fields there may be.
    static let channel = MappingDefinition(
        "How messages leave.", [channelType, .schema], needs: [needsType], others: .anything)

    static func channel(_ kind: ChannelDeclaration.Kind) -> MappingDefinition {
        switch kind {
        case .outbox: outbox
        case .webhook: webhook
        case .telegram: telegram
        case .email: email
        case .command: command
        }
    }

    private static let needsType = Requirement.always("type", hint: "add 'type: outbox'")
    private static let channelType = FieldDefinition(
        "type", .choice(of: ChannelDeclaration.Kind.self),
        "outbox: files, one line a message. webhook: HTTP. telegram: the Bot API. email: SMTP. command: a program.")
    private static let timeout = FieldDefinition(
        "timeout", .duration(least: 1), "How long to wait for an answer, such as 30s.")

    private static func channel(
        _ meaning: String, _ fields: [FieldDefinition], needs requirements: [Requirement] = []
    ) -> MappingDefinition {
        let common = [
            channelType,
            FieldDefinition("concurrency", .integer(1...10_000), "How many messages may be under way at once."),
            FieldDefinition(
                "messagesPerSecond", .number(NumberRange(expected: "a number above 0", above: 0)),
                "At most so many messages a second."),
        ]
        return MappingDefinition(
            meaning, common + fields + [.schema], needs: [needsType] + requirements, decidedBy: "type")
    }

    private static let outbox = channel(
        "Files beside the state file, one line a message.",
        [
            FieldDefinition(
                "path", .text(.path), "The folder; outbox beside the state file where left out.")
        ])

    private static let webhook = channel(
        "Posts each message as JSON.",
        [
            FieldDefinition("url", .text(.address(schemes: ["https://", "http://"])), "Where to."),
            FieldDefinition("headers", .mapping(.headers), "More headers."),
            FieldDefinition("signingSecret", .mapping(.secret), "Signs each body (HMAC-SHA256)."),
            timeout,
        ], needs: [.always("url", hint: "add 'url: …'")])

    private static let headers = MappingDefinition(
        "Headers by name.", [], others: .text(.headerValue), otherNames: .headerName, nullIsAbsent: false)

    private static let telegram = channel(
        "Sends with a Telegram bot.",
        [
            FieldDefinition("token", .mapping(.secret), "The bot's token."),
            FieldDefinition(
                "baseURL", .text(.address(schemes: ["https://", "http://"])),
                "The server; https://api.telegram.org where left out."),
            FieldDefinition(
                "parseMode", .choice(of: Template.ParseMode.self),
                "How Telegram reads texts whose template says nothing."),
            timeout,
        ], needs: [.always("token", hint: "add 'token: { credential: telegram-token }'")])

    private static let email = channel(
        "Sends mail by SMTP.",
        [
            FieldDefinition("server", .text(.address(schemes: ["smtps://", "smtp://"])), "The server."),
            FieldDefinition("username", .text, "Who we are there."),
            FieldDefinition("password", .mapping(.secret), "The password."),
            FieldDefinition("from", .text, "The sender, such as \"News <news@example.com>\"."),
            FieldDefinition("requireTLS", .truth, "Sends nothing where the server offers no encryption."),
            timeout,
        ],
        needs: [
            .always("server", hint: "add 'server: …'"),
            .always("from", hint: "add 'from: \"News <news@example.com>\"'"),
        ])

    private static let command = channel(
        "Hands each message to a program, a JSON line in and a JSON line out.",
        [FieldDefinition("argv", .commandLine, "The program and its arguments."), timeout],
        needs: [.always("argv", hint: "add 'argv: …'")])

    /// A secret is never written in the tree, only where it is to be found.
    static let secret = MappingDefinition(
        "Where the secret is to be found: it is never written in the tree.",
        [
            FieldDefinition("env", .text, "The name of an environment variable."),
            FieldDefinition("file", .text, "The path of a file that holds it."),
            FieldDefinition("credential", .text, "The name of a systemd credential."),
        ],
        needs: [
            .oneOf(
                ["env", "file", "credential"], isExclusive: true,
                hint: "write {env: NAME}, {file: PATH} or {credential: NAME}")
        ])
}
