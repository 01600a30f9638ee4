import Foundation
import Glibc

/// Every name under a folder with what it is and holds: two of them are equal where no byte has changed.
struct FolderPrint: Equatable, CustomStringConvertible {
    private var entries: [String: String] = [:]

    /// - Parameter leavingOut: endings of names that may differ.
    init(_ folder: String, leavingOut: [String] = []) {
        for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            guard !leavingOut.contains(where: name.hasSuffix) else { continue }
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
            var text = "mode \(String(status.st_mode, radix: 8))"
            if status.st_mode & S_IFMT == S_IFREG {
                let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
                let time = status.st_mtim
                text += " \(bytes.count) bytes \(Self.hash(bytes)) changed \(time.tv_sec).\(time.tv_nsec)"
            }
            entries[name] = text
        }
    }

    var description: String { entries.sorted { $0.key < $1.key }.map { "\($0): \($1)" }.joined(separator: "\n") }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: Data) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
