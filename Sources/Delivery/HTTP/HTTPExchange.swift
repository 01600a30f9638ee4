internal import NIOCore
internal import NIOHTTP1

/// One post and what comes back of it. Ends once, whichever of its ends comes first.
final class HTTPExchange {
    let head: HTTPRequestHead
    let body: ByteBuffer
    /// When the whole of it must be over.
    let deadline: NIODeadline
    /// Handed to a connection that stands: from here on nobody can say that it never left.
    var hasLeft = false
    var status: HTTPResponseHead?
    var answer: [UInt8] = []
    private var timer: Scheduled<Void>?
    private var end: ((HTTPAnswer) -> Void)?

    init(head: HTTPRequestHead, body: ByteBuffer, deadline: NIODeadline, end: @escaping (HTTPAnswer) -> Void) {
        self.head = head
        self.body = body
        self.deadline = deadline
        self.end = end
    }

    var isOver: Bool { end == nil }

    /// Replaces the limit that was set before.
    func limit(on loop: any EventLoop, to deadline: NIODeadline, _ passed: @escaping () -> Void) {
        timer?.cancel()
        timer = loop.assumeIsolated().scheduleTask(deadline: deadline, passed)
    }

    func finish(_ answer: HTTPAnswer) {
        guard let end else { return }
        self.end = nil
        timer?.cancel()
        timer = nil
        end(answer)
    }

    func fail(_ reason: String) { finish(hasLeft ? .noAnswer(reason: reason) : .neverLeft(reason: reason)) }
}
