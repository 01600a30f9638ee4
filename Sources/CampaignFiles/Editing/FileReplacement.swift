internal import Glibc

/// Puts other bytes in the place of a file's: whoever reads it meanwhile sees the former ones or the new ones, whole.
struct FileReplacement {
    private let root: String
    private let file: String

    /// - Parameter file: Relative to `root`. Where it is a symbolic link, what it leads to is replaced.
    init(root: String, file: String) {
        self.root = root
        self.file = file
    }

    /// - Throws: `EditRefusal` where the file doesn't hold `former` any more, or can't be written.
    func replace(_ former: [UInt8], with bytes: [UInt8]) throws(EditRefusal) {
        guard RealPath.outside(of: root, file) == nil, let target = RealPath.resolve("\(root)/\(file)") else {
            throw refusal("it lies outside of the tree")
        }
        var status = stat()
        // A rename asks only for the folder's permission: a file that nobody may write stays as it is.
        guard stat(target, &status) == 0, faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) == 0 else {
            throw refusal("\(systemMessage(errno)); run this as its owner, or edit it by hand")
        }
        let folder = String(target[..<(target.lastIndex(of: "/") ?? target.startIndex)])
        // A name with a dot at its beginning is no file of the tree.
        var template = Array("\(folder)/.campanile-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw refusal("its folder can't be written: \(systemMessage(errno)); run this as its owner")
        }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { close(descriptor) }
        do throws(EditRefusal) {
            try fill(descriptor, with: bytes, like: status)
            guard currentBytes == former else {
                throw refusal("somebody changed it at this moment; look at it, and try again")
            }
            guard rename(temporary, target) == 0 else { throw refusal(systemMessage(errno)) }
        } catch {
            unlink(temporary)
            throw error
        }
        FileReplacement.settle(folder)
    }

    private func fill(_ descriptor: Int32, with bytes: [UInt8], like status: stat) throws(EditRefusal) {
        guard bytes.withUnsafeBytes({ FileReplacement.write($0, to: descriptor) }) else {
            throw refusal(systemMessage(errno))
        }
        // Giving a file away is root's privilege; its group, a member's. Where neither may, it is the editor's own.
        if fchown(descriptor, status.st_uid, status.st_gid) != 0 { _ = fchown(descriptor, .max, status.st_gid) }
        guard fchmod(descriptor, status.st_mode & 0o7777) == 0, fsync(descriptor) == 0 else {
            throw refusal(systemMessage(errno))
        }
    }

    private var currentBytes: [UInt8]? { try? FileLoader(root: root).load(file) { Array($0) } }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    /// A new name lasts through a power cut only once its folder is on disk. The file is replaced already, whatever
    /// comes of it.
    private static func settle(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }

    private func refusal(_ reason: String) -> EditRefusal {
        EditRefusal(description: "\(root)/\(file) is left as it is: \(reason)")
    }
}
