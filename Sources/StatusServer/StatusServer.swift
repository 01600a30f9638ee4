internal import Logging
internal import NIOPosix
internal import ServiceLifecycle
internal import UnixSignals

/// The read-only endpoint: listens until SIGTERM or SIGINT.
public struct StatusServer: Sendable {
    let address: ListenAddress
    let responder: StatusResponder
    let limits: ServingLimits

    public init(address: ListenAddress, responder: StatusResponder, limits: ServingLimits = ServingLimits()) {
        self.address = address
        self.responder = responder
        self.limits = limits
    }

    /// - Parameter onListening: told the address once it can be asked, such as `http://127.0.0.1:8080`.
    /// - Throws: `ServingError` where it can't listen.
    public func run(onListening: @escaping @Sendable (String) -> Void) async throws {
        let logger = Logger(label: "campanile.status") { _ in SwiftLogNoOpLogHandler() }
        // Bytes are all that the loops move.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let service = StatusService(
            listener: Listener(address: address), responder: responder, limits: limits, group: group, logger: logger,
            onListening: onListening)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = limits.shutdown
        let result: Result<Void, any Error>
        do {
            try await ServiceGroup(configuration: configuration).run()
            result = .success(())
        } catch {
            result = .failure(error)
        }
        try? await group.shutdownGracefully()
        try result.get()
    }
}
