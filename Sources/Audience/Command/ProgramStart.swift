internal import CProgramStart
import Glibc

/// Starts a program with two pipes to hear it by.
struct ProgramStart {
    private let command: ProgramCall

    init(_ command: ProgramCall) { self.command = command }

    /// - Returns: the process, which leads a group of its own, and the ends to read its output and its errors from.
    /// - Throws: `AudienceError.failedProgram`.
    func start() throws(AudienceError) -> (process: pid_t, output: Int32, errors: Int32) {
        let output = try makePipe()
        let errors: (read: Int32, write: Int32)
        do throws(AudienceError) {
            errors = try makePipe()
        } catch {
            close(output.read)
            close(output.write)
            throw error
        }
        var process: pid_t = 0
        let code = spawn(&process, output: output.write, errors: errors.write)
        close(output.write)
        close(errors.write)
        guard code == 0 else {
            close(output.read)
            close(errors.read)
            throw failure(code)
        }
        return (process, output.read, errors.read)
    }

    private func spawn(_ process: inout pid_t, output: Int32, errors: Int32) -> Int32 {
        var argv: [UnsafeMutablePointer<CChar>?] = ([command.program] + command.arguments).map { strdup($0) }
        argv.append(nil)
        defer { for argument in argv { free(argument) } }
        return program_start(&process, command.program, argv, environ, command.folder, output, errors)
    }

    private func makePipe() throws(AudienceError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard program_pipe(&ends) == 0 else { throw failure(errno) }
        return (ends[0], ends[1])
    }

    private func failure(_ code: Int32) -> AudienceError {
        .failedProgram(
            program: command.name, reason: "can't be started: \(String(cString: strerror(code)))", said: nil)
    }
}
