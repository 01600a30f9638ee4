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
        var work: Task<Void, Never>?
    }
    private let state = Mutex(State())
    private let lines: AsyncStream<[UInt8]>
    private let feed: AsyncStream<[UInt8]>.Continuation
    private let timeout: Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    /// How long a program may take to end by itself, once its input has ended or it was asked to.
    private static let patience = Duration.seconds(5)

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
                state.withLock { $0.hasStarted = true }
                await talk(execution)
            }
            end("ended: \(result.terminationStatus)")
        } catch {
            end(state.withLock { $0.hasStarted } ? "ended" : "can't be started: \(error)")
        }
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
                for try await line in execution.standardOutput.strings() { hear(line) }
            } catch {
                end("printed what can't be read: \(error)")
            }
            group.cancelAll()
        }
    }

    /// What is no answer to something asked is passed over.
    private func hear(_ line: String) {
        guard let answer = ProgramAnswer(line: line) else { return }
        let continuation = state.withLock { state in
            state.answers += 1
            return state.asked.removeValue(forKey: answer.idempotencyKey)
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
                end("gave no answer for \(timeout)")
                state.withLock { $0.work }?.cancel()
                return
            }
            seen = owes ? answers : -1
            do { try await sleep(timeout) } catch { return }
        }
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
