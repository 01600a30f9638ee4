import Foundation
import Glibc

/// A process that was started and is waited for. Its outputs go to files, so that nothing blocks however much it says.
public final class ChildProcess: @unchecked Sendable {
    public let id: pid_t
    private let outputs: (standard: String, error: String)
    /// Its other end is open in the child alone: it closes at the moment the child ends, however that happens.
    private let life: Int32
    private var status: Int32?

    /// What a process left behind.
    public struct Result: Sendable {
        /// The exit code; nil where a signal ended it.
        public var code: Int32?
        public var output: String
        public var error: String
        /// The signal that ended it; nil where it exited.
        public var signal: Int32?
    }

    public struct NotStarted: Error { public var path: String, reason: String }

    public init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
        let stem = NSTemporaryDirectory() + "campanile-out-" + UUID().uuidString
        outputs = (stem + ".out", stem + ".err")
        var ends: [Int32] = [0, 0]
        // Closed on exec from the start: a process that another thread starts at this moment must not hold it open.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw NotStarted(path: path, reason: "no socket pair") }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputs.standard, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, outputs.error, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 3)

        var argv = ([path] + arguments).map { strdup($0) } + [nil]
        var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var child: pid_t = 0
        // A test's thread may have blocked the very signals that the test is about.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let failure = posix_spawn(&child, path, &actions, &attributes, &argv, &envp)
        close(ends[1])
        life = ends[0]
        id = child
        guard failure == 0 else { throw NotStarted(path: path, reason: String(cString: strerror(failure))) }
    }

    deinit {
        // One that could not be started has no number, and 0 would be all of us.
        if status == nil, id > 0 {
            kill(id, SIGKILL)
            reap()
        }
        close(life)
        unlink(outputs.standard)
        unlink(outputs.error)
    }

    /// Waits until it ends, at most so long; true where it has ended.
    public func hasEnded(within microseconds: Int) -> Bool {
        var entry = pollfd(fd: life, events: Int16(POLLIN), revents: 0)
        if poll(&entry, 1, Int32(microseconds / 1_000)) > 0 { return true }
        usleep(UInt32(microseconds % 1_000))
        return poll(&entry, 1, 0) > 0
    }

    public func send(_ signal: Int32) { kill(id, signal) }

    /// Waits for its end. One that hangs for a minute is killed, and its result says so.
    public func finish() -> Result {
        if !hasEnded(within: 60_000_000) { send(SIGKILL) }
        reap()
        let ended = status ?? 0
        let signal = ended & 0x7F
        return Result(
            code: signal == 0 ? (ended >> 8) & 0xFF : nil, output: Self.read(outputs.standard),
            error: Self.read(outputs.error), signal: signal == 0 ? nil : signal)
    }

    /// What it has said on standard error so far.
    public var errorSoFar: String { Self.read(outputs.error) }

    private func reap() {
        guard status == nil else { return }
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        self.status = status
    }

    private static func read(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
