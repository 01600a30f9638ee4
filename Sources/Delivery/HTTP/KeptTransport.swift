internal import NIOCore
internal import NIOPosix
import ScheduleEngine

/// HTTP/1.1 over connections of our own that are kept alive, by NIO's codec. A general client does more for each request than
/// a message costs altogether: it picks a pool, follows redirects, streams both ways.
final class KeptTransport: HTTPTransport {
    private let loop: any EventLoop
    private let pool: NIOLoopBoundBox<ConnectionPool>?

    /// One thread, for as long as the process lives: what a message costs here is its thread changes.
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    /// - Parameters:
    ///   - timeout: from the beginning of a post to the end of its answer.
    ///   - longestRest: of a connection between posts. Sooner than servers close them: one that ends just when a message
    ///     leaves makes it uncertain.
    ///   - certificates: a file of certificates to trust in place of the system's; nil: the system's.
    init(url: String, timeout: TimeSpan, longestRest: TimeSpan = TimeSpan(seconds: 4), certificates: String?) {
        let loop = Self.group.next()
        self.loop = loop
        pool = HTTPTarget(url).map {
            NIOLoopBoundBox.makeBoxSendingValue(
                ConnectionPool(
                    loop: loop, target: $0, timeout: .seconds(timeout.seconds),
                    longestRest: .seconds(longestRest.seconds), certificates: certificates),
                eventLoop: loop)
        }
    }

    func post(_ post: HTTPPost) async -> HTTPAnswer {
        guard let pool else { return .neverLeft(reason: "the address can't be used") }
        return await withCheckedContinuation { continuation in
            loop.execute { pool.value.post(post) { continuation.resume(returning: $0) } }
        }
    }

    func close() async {
        guard let pool else { return }
        await withCheckedContinuation { continuation in
            loop.execute {
                pool.value.close()
                continuation.resume()
            }
        }
    }
}
