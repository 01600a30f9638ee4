import Foundation
import Glibc
import Synchronization

/// A server of the test's own, on a port of loopback that the kernel picks: it answers each request as it is told, and
/// remembers all of them. One thread a connection, plain sockets: it must be able to do what no decent server does.
final class OtherSide: Sendable {
    struct Request: Sendable {
        var path: String
        /// By lower-case name.
        var headers: [String: String]
        var body: String
        /// The how manieth of all, from 1.
        var number: Int
        var at: ContinuousClock.Instant

        var json: JSON { (try? JSON(body)) ?? .null }
    }

    enum Answer: Sendable {
        case status(Int, headers: [String: String] = [:], body: String = "")
        /// Ends the connection before a word, as a server does that breaks down.
        case reset
        /// Promises more than it says.
        case closeInTheMiddle
        /// Promises more than it says, and leaves the connection open.
        case stallInTheMiddle
        case garbage
        /// Says nothing, and leaves the connection open.
        case silence
        indirect case after(milliseconds: Int, Answer)

        /// The other side has taken the message, whatever its answer came to.
        var isAccepted: Bool {
            switch self {
            case .status(let status, _, _): (200..<300).contains(status)
            case .after(_, let answer): answer.isAccepted
            default: false
            }
        }
    }

    private struct State {
        var requests: [Request] = []
        var accepted: [Request] = []
        var open: Set<Int32> = []
        var connections = 0
        var underWay = 0
        var mostUnderWay = 0
        var isStopped = false
        var answer: @Sendable (Request) -> Answer
    }
    private let state: Mutex<State>
    private let listener: Int32
    let port: Int

    struct NoSocket: Error { var call: String }

    init(answer: @escaping @Sendable (Request) -> Answer = { _ in .status(200) }) throws {
        state = Mutex(State(answer: answer))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 512) == 0 && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw NoSocket(call: "listen") }
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
                guard let self, admit(connection) else {
                    close(connection)
                    return
                }
                Thread.detachNewThread { [weak self] in
                    while let self, serve(connection) {}
                    close(connection)
                }
            }
        }
    }

    /// Lets go of everybody at once; nobody is answered any more.
    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) }
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
        }
    }

    deinit { stop() }

    // MARK: What a test arranges and asks

    var url: String { "http://127.0.0.1:\(port)" }
    func answer(_ answer: @escaping @Sendable (Request) -> Answer) { state.withLock { $0.answer = answer } }
    /// Forgets what came so far.
    func forget() {
        state.withLock {
            $0.requests = []
            $0.accepted = []
        }
    }

    var requests: [Request] { state.withLock { $0.requests } }
    /// What it said 2xx to, or was about to.
    var accepted: [Request] { state.withLock { $0.accepted } }
    var connections: Int { state.withLock { $0.connections } }
    /// The most requests that were unanswered at one time.
    var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }

    // MARK: Serving

    private func admit(_ connection: Int32) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.connections += 1
            state.open.insert(connection)
            return true
        }
    }

    /// One request and its answer; false where the connection has come to its end.
    private func serve(_ connection: Int32) -> Bool {
        guard let (path, headers, body) = Self.read(connection) else { return end(connection) }
        let (answer, request) = state.withLock { state in
            let request = Request(
                path: path, headers: headers, body: body, number: state.requests.count + 1, at: ContinuousClock.now)
            state.requests.append(request)
            state.underWay += 1
            state.mostUnderWay = max(state.mostUnderWay, state.underWay)
            return (state.answer, request)
        }
        let what = answer(request)
        if what.isAccepted { state.withLock { $0.accepted.append(request) } }
        let goesOn = give(what, to: connection)
        return goesOn ? true : end(connection)
    }

    private func end(_ connection: Int32) -> Bool {
        state.withLock { _ = $0.open.remove(connection) }
        return false
    }

    private func give(_ answer: Answer, to connection: Int32) -> Bool {
        if case .after(let milliseconds, let answer) = answer {
            usleep(UInt32(milliseconds) * 1_000)
            return give(answer, to: connection)
        }
        // Before the answer is out: whoever has it may ask at once how many are unanswered.
        if case .silence = answer {} else { state.withLock { $0.underWay -= 1 } }
        switch answer {
        case .status(let status, let headers, let body):
            let lines = headers.map { "\($0.key): \($0.value)\r\n" }.joined()
            return Self.write(
                "HTTP/1.1 \(status) X\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)", connection)
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
            return false
        case .closeInTheMiddle:
            _ = Self.write("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"ok\":", connection)
            return false
        case .garbage:
            _ = Self.write("\u{1}\u{2}SSH-2.0-nothing like it\r\n\r\n", connection)
            return false
        case .stallInTheMiddle:
            _ = Self.write("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{\"ok\":", connection)
            return Self.read(connection) != nil
        case .silence, .after:
            return Self.read(connection) != nil
        }
    }

    private static func read(_ connection: Int32) -> (path: String, headers: [String: String], body: String)? {
        var bytes: [UInt8] = []
        var head: (path: String, headers: [String: String], length: Int)?
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            if head == nil, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    guard let colon = line.firstIndex(of: ":") else { continue }
                    headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                        in: .whitespaces)
                }
                let path = lines.first?.split(separator: " ").dropFirst().first
                head = (String(path ?? ""), headers, end.upperBound)
            }
            if let head, bytes.count >= head.length + (Int(head.headers["content-length"] ?? "") ?? 0) {
                return (head.path, head.headers, String(decoding: bytes[head.length...], as: UTF8.self))
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }

    private static func write(_ text: String, _ connection: Int32) -> Bool {
        let bytes = Array(text.utf8)
        return send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}
