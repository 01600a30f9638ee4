/// What a connection is at, as a state machine without sockets: events in, what to do out.
struct Exchange: Hashable {
    enum Action: Hashable {
        case pass
        case drop
        /// Pass it on, and expect the next request within the patience.
        case restartPatience
        /// Pass it on, then say goodbye: nothing more is answered here.
        case passAndClose
        /// Answer with this status in the server's own name, then say goodbye.
        case refuse(status: Int)
        case close
    }

    /// How many requests may be ahead of their answers.
    private let pipelined: Int
    /// Requests whose answer isn't out. The next may come before (RFC 9112 §9.3.2).
    private var unanswered = 0
    private var closesAfterAnswer = false
    private var isOver = false

    /// - Parameter pipelined: 1 or more.
    init(pipelined: Int = ServingLimits().pipelined) { self.pipelined = pipelined }

    /// - Parameter endsConnection: it says so, or it has a body, which nobody will read.
    mutating func readHead(endsConnection: Bool) -> Action {
        guard !isOver, !closesAfterAnswer else { return .drop }
        guard unanswered < pipelined else {
            // One packet holds thousands of small requests, and each that waits for its turn is kept in memory: what it asks
            // for beyond is for another connection, as if this one had ended (RFC 9112 §9.3.2).
            closesAfterAnswer = true
            return .drop
        }
        unanswered += 1
        closesAfterAnswer = endsConnection
        return .pass
    }

    /// Bodies are thrown away as they come.
    func readBody() -> Action { .drop }

    func readEnd() -> Action { isOver || closesAfterAnswer ? .drop : .pass }

    mutating func writeEnd() -> Action {
        unanswered -= 1
        guard unanswered <= 0 else { return .pass }
        guard closesAfterAnswer else { return .restartPatience }
        isOver = true
        return .passAndClose
    }

    /// What came is no HTTP, or too much of it.
    mutating func failToRead(isTooLarge: Bool) -> Action {
        guard !isOver else { return .drop }
        guard unanswered == 0 else {
            // The answers before it come first, and then nobody is listening any more.
            closesAfterAnswer = true
            return .drop
        }
        isOver = true
        return .refuse(status: isTooLarge ? 431 : 400)
    }

    /// The client says no more; what it asked for is still answered.
    mutating func readEndOfInput() -> Action {
        if isOver || unanswered == 0 { return .close }
        closesAfterAnswer = true
        return .pass
    }
}
