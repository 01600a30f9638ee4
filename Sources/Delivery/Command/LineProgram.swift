import Glibc
internal import Subprocess
import Synchronization
internal import SystemPackage

/// A program at work: lines go in, answers come out in any order. It runs in a process group of its own, so that what it
/// starts ends with it.
final class LineProgram: Sendable {
    enum Reply: Sendable {
        case answer(ProgramAnswer)
        /// The line certainly did not reach it.
        case notAsked(reason: String)
        /// It got the line, or may have, and said nothing of it.
        case noAnswer(reason: String)
    }

    private struct State {
        var asked: [String: CheckedContinuation<Reply, Never>] = [:]
        /// Grows with every answer: what the watch looks at.
        var answers = 0
        var end: String?
        var hasStarted = false
        /// Its process group, once it has started.
        var group: pid_t?
        var work: Task<Void, Never>?
    }
    private let state = Mutex(State())
    private let lines: AsyncStream<[UInt8]>
    private let feed: AsyncStream<[UInt8]>.Continuation
    private let timeout: Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    /// How long a program may take to end by itself, once its input has ended or it was asked to.
    private static let patience = Duration.seconds(5)
    /// How long after its output a program may end and still say how.
    private static let lastWords = Duration.seconds(1)

    init(
        _ command: CommandLine, timeout: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        (lines, feed) = AsyncStream.makeStream()
        self.timeout = timeout
        self.sleep = sleep
        let work = Task { await self.work(command) }
        state.withLock { $0.work = work }
    }

    func ask(_ key: String, line: [UInt8]) async -> Reply {
        await withCheckedContinuation { continuation in
            let end: String? = state.withLock { state in
                if state.end == nil { state.asked[key] = continuation }
                return state.end
            }
            if let end {
                continuation.resume(returning: .notAsked(reason: end))
            } else {
                feed.yield(line + [UInt8(ascii: "\n")])
            }
        }
    }

    /// Ends its input, and waits until it has ended.
    func close() async {
        feed.finish()
        let work = state.withLock { $0.work }
        let reminder = Task {
            try await sleep(Self.patience)
            work?.cancel()
        }
        await work?.value
        reminder.cancel()
    }

    private func work(_ command: CommandLine) async {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.patience)]
        do {
            let result = try await run(
                command.isPath ? .path(FilePath(command.program)) : .name(command.program),
                arguments: Arguments(command.arguments), workingDirectory: FilePath(command.folder),
                platformOptions: options, input: .inputWriter, output: .sequence, error: .currentStandardError
            ) { execution in
                let group = execution.processIdentifier.value
                state.withLock { state in
                    state.hasStarted = true
                    state.group = group
                }
                await talk(execution)
            }
            end("ended: \(result.terminationStatus)")
        } catch {
            end(state.withLock { $0.hasStarted } ? "ended" : "can't be started: \(error)")
        }
        // What it started may have stayed behind. While anybody of a group lives, nobody else gets its number.
        if let group = state.withLock({ $0.group }) { kill(-group, SIGKILL) }
    }

    private func talk(_ execution: Execution<CustomWriteInput, SequenceOutput, FileDescriptorOutput>) async {
        await withTaskGroup { group in
            group.addTask { [lines] in
                do {
                    for await line in lines { _ = try await execution.standardInputWriter.write(line) }
                    try await execution.standardInputWriter.finish()
                } catch {
                    // It reads no more. Its output says what became of what it got.
                }
            }
            group.addTask { await self.watch() }
            do {
                var splitter = LineSplitter()
                for try await part in execution.standardOutput {
                    for line in part.withUnsafeBytes({ splitter.add($0) }) { hear(line) }
                }
                if let line = splitter.end() { hear(line) }
            } catch {
                giveUp("printed what can't be read: \(error)")
            }
            group.cancelAll()
        }
        // Most have ended with their output, and how is worth knowing. Who lives on without it owes what it can't give.
        Task {
            try await sleep(Self.lastWords)
            end("closed its output")
        }
    }

    /// What is no answer to something asked is passed over.
    private func hear(_ line: String) {
        guard let answer = ProgramAnswer(line: line) else { return }
        let continuation = state.withLock { state in
            let continuation = state.asked.removeValue(forKey: answer.idempotencyKey)
            if continuation != nil { state.answers += 1 }
            return continuation
        }
        continuation?.resume(returning: .answer(answer))
    }

    /// Gives up on a program that owes an answer and has given none for as long as the time-out: a slow one that takes
    /// message after message is left alone.
    private func watch() async {
        var seen = -1
        while true {
            let (answers, owes) = state.withLock { ($0.answers, !$0.asked.isEmpty) }
            if owes, answers == seen {
                giveUp("gave no answer for \(timeout)")
                return
            }
            seen = owes ? answers : -1
            do { try await sleep(timeout) } catch { return }
        }
    }

    /// Asks it to end, and sees to it.
    private func giveUp(_ reason: String) {
        end(reason)
        state.withLock { $0.work }?.cancel()
    }

    private func end(_ reason: String) {
        let (owed, hasStarted) = state.withLock { state in
            if state.end == nil { state.end = reason }
            defer { state.asked = [:] }
            return (Array(state.asked.values), state.hasStarted)
        }
        feed.finish()
        for one in owed {
            one.resume(returning: hasStarted ? .noAnswer(reason: reason) : .notAsked(reason: reason))
        }
    }
}
