internal import Glibc
internal import NIOCore
internal import NIOPosix

/// Opens the socket that an address names.
struct Listener: Sendable {
    let address: ListenAddress

    /// - Throws: `ServingError`
    func listen<Child: Sendable>(
        on bootstrap: ServerBootstrap, child: @escaping @Sendable (any Channel) -> EventLoopFuture<Child>
    ) async throws -> NIOAsyncChannel<Child, Never> {
        do {
            switch address {
            case .tcp(let host, let port):
                return try await bootstrap.bind(host: host, port: port, childChannelInitializer: child)
            case .unix(let path):
                try SocketFile.clear(path)
                let server = try await bootstrap.bind(unixDomainSocketPath: path, childChannelInitializer: child)
                // For its owner and group: a proxy joins the group.
                chmod(path, 0o660)
                return server
            case .inherited(let descriptor):
                return try await bootstrap.bind(descriptor, childChannelInitializer: child)
            }
        } catch let error as ServingError {
            throw error
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ServingError.occupied(address: name)
        } catch let error as IOError {
            throw ServingError.cannotListen(address: name, reason: String(cString: strerror(error.errnoCode)))
        } catch {
            throw ServingError.cannotListen(address: name, reason: "there is no such address here")
        }
    }

    private var name: String {
        switch address {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): "unix:\(path)"
        case .inherited: "the socket that was handed over"
        }
    }

    /// As people use it: with the port that the kernel picked.
    func name(of bound: SocketAddress?) -> String {
        switch address {
        case .tcp(let host, let port):
            let port = bound?.port ?? port
            return "http://" + (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
        case .unix, .inherited: return name
        }
    }

    func cleanUp() {
        if case .unix(let path) = address { unlink(path) }
    }
}
