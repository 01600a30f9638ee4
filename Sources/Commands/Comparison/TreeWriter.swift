import Foundation
import Glibc

/// Writes what a repository holds below a folder, and nowhere else: neither a name nor a link can lead out of it.
struct TreeWriter {
    let folder: String
    private var folders: Set<[UInt8]> = []

    init(folder: String) { self.folder = folder }

    mutating func write(_ content: Data, to path: [UInt8]) throws {
        let file = try create(path)
        defer { close(file) }
        try content.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                let count = Glibc.write(file, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure() }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// A file of this length that takes no room, for one whose content nobody asks for.
    mutating func writeNothing(to path: [UInt8], size: Int64) throws {
        let file = try create(path)
        defer { close(file) }
        guard ftruncate(file, Int(size)) == 0 else { throw failure() }
    }

    /// The scan of the tree judges where it leads.
    mutating func link(_ path: [UInt8], to target: [UInt8]) throws {
        let place = try place(path)
        guard !target.contains(0), symlink(Self.text(target), place) == 0 else { throw failure() }
    }

    private mutating func create(_ path: [UInt8]) throws -> Int32 {
        let file = open(try place(path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        return file
    }

    /// Where the path is, with the folders on the way made. git itself writes no such names as are refused here; somebody
    /// who makes a repository by hand may.
    private mutating func place(_ path: [UInt8]) throws -> [CChar] {
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let dot = UInt8(ascii: ".")
        guard parts.allSatisfy({ !$0.isEmpty && !$0.elementsEqual([dot]) && !$0.elementsEqual([dot, dot]) }) else {
            throw BaseRefusal.unreadable(base: String(decoding: path, as: UTF8.self), reason: "this is no file's name")
        }
        var way = Array(folder.utf8)
        for part in parts.dropLast() {
            way += [UInt8(ascii: "/")] + part
            guard folders.insert(way).inserted else { continue }
            guard mkdir(Self.text(way), 0o700) == 0 else { throw failure() }
        }
        return Self.text(way + [UInt8(ascii: "/")] + (parts.last ?? []))
    }

    private static func text(_ bytes: [UInt8]) -> [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

    private func failure() -> BaseRefusal { .noScratch(reason: String(cString: strerror(errno))) }
}
