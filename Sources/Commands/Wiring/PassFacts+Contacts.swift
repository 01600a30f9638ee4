import Audience
import CampaignModel
import Glibc

extension PassFacts {
    /// Reads an audience for somebody who only looks, or tests. A signal that would end the process ends the program that
    /// prints the contacts first.
    /// - Throws: what `body` throws.
    func reading<Result>(
        _ declaration: CampaignDeclaration, _ body: (Enroller) throws -> Result
    ) throws -> Result {
        let stop = StopSignal()
        stop.listen()
        defer {
            stop.stopListening()
            if stop.isStopped { kill(getpid(), SIGTERM) }
        }
        return try body(
            Enroller(
                declaration: declaration,
                reader: ContactReader(root: root, now: now, isStopped: { stop.isStopped })))
    }
}
