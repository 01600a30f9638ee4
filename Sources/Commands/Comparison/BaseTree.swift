import CampaignFiles
import Glibc

/// What `diff` compares with: another folder, or a git revision of the tree itself.
struct BaseTree {
    /// As it was typed.
    let name: String
    /// The tree's root.
    let root: String

    /// A folder of this name goes before a revision.
    /// - Parameter read: reads the tree that has this root.
    /// - Throws: `BaseRefusal`, and what `read` throws of the tree's files.
    func reading(_ read: (String) throws -> TreeReading) throws -> TreeReading {
        do {
            if isFolder { return try read(name) }
            return try PrivateFolder.with { scratch in
                let copy = "\(scratch.path)/tree"
                guard mkdir(copy, 0o700) == 0 else {
                    throw BaseRefusal.noScratch(reason: String(cString: strerror(errno)))
                }
                try GitTree(revision: name, git: GitProgram(folder: root, scratch: scratch)).write(to: copy)
                return try read(copy)
            }
        } catch let error as TreeError {
            // Of the tree itself it would be a fault of the tree; what it is compared with is only asked.
            throw BaseRefusal.unreadable(base: name, reason: "\(error)")
        }
    }

    private var isFolder: Bool {
        var status = stat()
        return stat(name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
