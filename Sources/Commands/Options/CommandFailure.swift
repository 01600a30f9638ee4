import ArgumentParser
import CampaignFiles
import Glibc
import Spool
import StateStore
import StatusServer

/// The contract's exit codes.
enum Exit {
    static let failed = ExitCode(1)
    static let treeHasErrors = ExitCode(2)
    static let wouldChange = ExitCode(3)
    static let state = ExitCode(74)
    static let locked = ExitCode(75)
}

/// Ends a command with a sentence on standard error and the exit code that the contract gives it.
enum CommandFailure {
    /// Does the work of a command; puts errors into words.
    nonisolated(nonsending) static func reporting(
        _ work: nonisolated(nonsending) () async throws -> Void
    ) async throws {
        do {
            try await work()
        } catch let error as StateError {
            if case .locked = error { throw exit(Exit.locked, "\(error)") }
            throw exit(Exit.state, "\(error)")
        } catch let error as SpoolError {
            throw exit(Exit.state, "\(error)")
        } catch let error as ServingError {
            throw exit(Exit.state, "\(error)")
        } catch let error as TreeError {
            throw exit(Exit.treeHasErrors, "\(error)")
        } catch let error as any CommandRefusal {
            throw exit(Exit.failed, "\(error)")
        }
    }

    private static func exit(_ code: ExitCode, _ sentence: String) -> ExitCode {
        StandardError.write("campanile: \(sentence)\n")
        return code
    }
}

/// What was asked for can't be done: the command says the sentence that this describes itself with, and exits with 1.
protocol CommandRefusal: Error, CustomStringConvertible {}

/// An id that no campaign has.
struct UnknownCampaign: CommandRefusal {
    var id: String
    var nearest: String?

    var description: String {
        let hint =
            nearest.map { "; did you mean '\($0)'?" }
            ?? "; 'campanile list' shows those there are, 'campanile --help' the commands"
        return "CAMPAIGN_NOT_FOUND: there is no campaign '\(id)'\(hint)"
    }
}
