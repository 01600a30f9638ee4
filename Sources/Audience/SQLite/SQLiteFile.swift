import Glibc

/// How a database can be opened so that its folder stays as it is.
///
/// A database in WAL mode has two files beside it while somebody works with it, and a reader makes them where they are
/// missing. They then belong to the reader, so that another user's program might find itself locked out of its own
/// database. So they are made only by its owner (or root, for whom SQLite hands them to the owner), and taken away after;
/// anybody else reads the file as one that nobody changes meanwhile, and checks that nobody did.
struct SQLiteFile {
    enum Way {
        case plain
        /// The files beside it are made by us.
        case making
        case immutable
    }

    /// What changes when somebody writes.
    struct Mark: Hashable {
        var size: Int64
        var seconds: Int
        var nanoseconds: Int
        var hasLog: Bool
    }

    let path: String
    let way: Way
    let mark: Mark

    /// - Throws: `AudienceError` where there is no such file.
    init(path: String) throws(AudienceError) {
        self.path = path
        let header = try Self.header(path)
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        mark = Self.mark(path, status)
        // The file format's "write version": 2 is WAL (https://www.sqlite.org/fileformat2.html, 1.3.3).
        guard header.count > 18, header[18] == 2, !mark.hasLog else {
            way = .plain
            return
        }
        let isOurs = geteuid() == 0 || geteuid() == status.st_uid
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        way = isOurs && access(folder, W_OK) == 0 && access(path, W_OK) == 0 ? .making : .immutable
    }

    /// Whether somebody wrote since this was made.
    var hasChanged: Bool {
        var status = stat()
        return stat(path, &status) != 0 || Self.mark(path, status) != mark
    }

    /// A file URI in SQLite's own syntax (https://www.sqlite.org/uri.html): what could be taken for its query is escaped.
    var uri: String {
        var text = "file:"
        for character in path {
            switch character {
            case "%": text += "%25"
            case "?": text += "%3f"
            case "#": text += "%23"
            default: text.append(character)
            }
        }
        return way == .immutable ? text + "?immutable=1" : text
    }

    private static func mark(_ path: String, _ status: stat) -> Mark {
        Mark(
            size: Int64(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
            hasLog: access(path + "-wal", F_OK) == 0)
    }

    private static func header(_ path: String) throws(AudienceError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 100)
        let file = try FileBytes(path: path)
        var result: Result<Int, AudienceError> = .success(0)
        bytes.withUnsafeMutableBytes { buffer in
            do throws(AudienceError) { result = .success(try file.read(into: buffer)) } catch {
                result = .failure(error)
            }
        }
        return Array(bytes.prefix(try result.get()))
    }
}
