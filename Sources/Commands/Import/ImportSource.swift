import CampaignFiles
import Glibc

/// The file to import, or standard input.
struct ImportSource {
    let path: String?

    init(_ argument: String) { path = argument == "-" ? nil : argument }

    var name: String { path ?? "standard input" }

    /// Reads one byte more than may be imported at most, so that too much is noticed and endless input ends.
    func read() throws -> [UInt8] {
        let descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? STDIN_FILENO
        guard descriptor >= 0 else { throw failure() }
        defer { if path != nil { close(descriptor) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= CampaignImport.largest {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure()
            }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    private func failure() -> ImportFailure {
        ImportFailure(description: "\(name) can't be read: \(String(cString: strerror(errno)))")
    }
}
