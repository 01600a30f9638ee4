import Glibc

/// A program that prints contacts. It works in a process group of its own, so that what it starts ends with it, and has
/// nothing to read.
final class RunningProgram: ByteStream {
    /// Whether its output has ended.
    private(set) var hasClosed = false
    private let command: ProgramCall
    private let isStopped: @Sendable () -> Bool
    private let process: pid_t
    private let output: Int32
    private var errors: Int32
    private var said = LastWords()
    private var isOver = false

    /// How often it is asked whether to go on, while nothing is printed; in milliseconds.
    private static let glance: Int32 = 100
    /// How long it may take to end once it was asked to, or its output may stay open behind it; in glances.
    private static let patience = 20

    /// - Throws: `AudienceError` where it can't be started.
    init(_ command: ProgramCall, isStopped: @escaping @Sendable () -> Bool) throws(AudienceError) {
        self.command = command
        self.isStopped = isStopped
        (process, output, errors) = try ProgramStart(command).start()
    }

    deinit {
        end()
        close(output)
        closeErrors()
    }

    /// What it said last on standard error.
    var words: String? { said.text }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudienceError) -> Int {
        var idle = 0
        while true {
            if isStopped() { throw .interrupted }
            var waiting = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
            waiting.append(pollfd(fd: errors, events: Int16(POLLIN), revents: 0))
            let ready = poll(&waiting, nfds_t(waiting.count), Self.glance)
            if waiting[1].revents != 0 { hear() }
            if waiting[0].revents != 0 {
                let count = Glibc.read(output, buffer.baseAddress, buffer.count)
                if count > 0 { return count }
                if count == 0 {
                    hasClosed = true
                    return 0
                }
                guard errno == EINTR || errno == EAGAIN else {
                    throw failure("can't be listened to: \(String(cString: strerror(errno)))")
                }
            }
            guard ready == 0 else { continue }
            // To take what there is for the whole would leave people out without a word.
            idle = hasEnded ? idle + 1 : 0
            if idle > Self.patience { throw failure("ended, but something that it started keeps its output open") }
        }
    }

    /// Waits until it has ended by itself.
    /// - Throws: `AudienceError` where it says that it failed.
    func finish() throws(AudienceError) {
        while !hasEnded {
            if isStopped() { throw .interrupted }
            var waiting = [pollfd(fd: errors, events: Int16(POLLIN), revents: 0)]
            // A program that prints its last line is about to end: a short glance at first.
            _ = poll(&waiting, 1, errors < 0 ? 1 : 5)
            if waiting[0].revents != 0 { hear() }
        }
        // What it said before it ended.
        var waiting = [pollfd(fd: errors, events: Int16(POLLIN), revents: 0)]
        while errors >= 0, poll(&waiting, 1, 0) > 0 { hear() }
        let status = reap()
        let signal = status & 0x7F
        guard signal == 0 else { throw failure("was ended by signal \(signal)") }
        let code = status >> 8 & 0xFF
        guard code == 0 else { throw failure("ended with exit status \(code)") }
    }

    /// Ends it, and all that it started.
    func end() {
        guard !isOver else { return }
        if !hasEnded {
            kill(-process, SIGTERM)
            for _ in 0..<Self.patience * 10 where !hasEnded { usleep(10_000) }
        }
        _ = reap()
    }

    /// While it isn't reaped, nobody else gets its number or its group's.
    private func reap() -> Int32 {
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isOver = true
        return status
    }

    private var hasEnded: Bool {
        var info = siginfo_t()
        guard waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 else { return true }
        return info.si_signo != 0
    }

    private func hear() {
        var part = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(errors, &part, part.count)
        if count > 0 {
            said.add(part.prefix(count))
        } else if count == 0 {
            closeErrors()
        }
    }

    private func closeErrors() {
        if errors >= 0 { close(errors) }
        errors = -1
    }

    private func failure(_ reason: String) -> AudienceError {
        .failedProgram(program: command.name, reason: reason, said: said.text)
    }
}
