import ArgumentParser
import Glibc
import StatusServer

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The read-only HTTP endpoint: pages for people, campaigns, history, statistics, metrics.",
        discussion: """
            Shows what list, show, history and stats print, and changes nothing. Ends at SIGTERM or SIGINT. There is no \
            login: who reaches the address sees the campaigns, so that it listens on this machine alone unless told \
            otherwise. Exits with 74 where it can't listen.
            """)

    @OptionGroup var tree: TreeOptions

    @Option(
        help: ArgumentHelp(
            "HOST:PORT or unix:PATH (else the socket that systemd hands over, else 127.0.0.1:8080).",
            valueName: "address"),
        transform: Self.address)
    var listen: ListenAddress?

    func run() async throws {
        let address =
            listen
            ?? HandedOverSocket.descriptor(environment: Environment.value, process: getpid()).map {
                .inherited(descriptor: $0)
            } ?? .tcp(host: "127.0.0.1", port: 8080)
        ProcessMemory.keepSmall()
        let source = CampaignSource(tree)
        let server = StatusServer(
            address: address,
            responder: StatusResponder(source: source) { StandardError.write("campanile: \($0)\n") })
        Task.detached { source.prepare() }
        try await CommandFailure.reporting {
            try await server.run { StandardError.write("campanile: listening on \($0)\n") }
        }
    }

    private static func address(_ text: String) throws -> ListenAddress {
        guard let address = ListenAddress(text) else {
            throw ValidationError("'\(text)' is no address. Write HOST:PORT, such as 127.0.0.1:8080, or unix:PATH.")
        }
        return address
    }
}
