import Foundation

/// The tree as it is in a revision of the git repository that it lies in.
///
/// Objects are read as they are stored, and not by way of `git archive`: attributes of the repository (`export-ignore`,
/// `export-subst`, filters) would change what is compared, and filters are programs.
struct GitTree {
    private let git: GitProgram
    /// The commit's full name.
    private let commit: String

    /// - Parameter revision: as it was typed.
    /// - Throws: `BaseRefusal`.
    init(revision: String, git: GitProgram) throws {
        self.git = git
        // An option is no revision. git is told so as well, but only newer ones listen.
        guard !revision.hasPrefix("-"), !revision.isEmpty else { throw BaseRefusal.unknownRevision(revision) }
        do {
            let object = try Self.name(of: revision, as: revision, git)
            // Not in one go: after `:/text` everything belongs to the text.
            commit = try object.flatMap { try Self.name(of: $0 + "^{commit}", as: revision, git) } ?? ""
        } catch let error as GitProgram.NotStarted {
            throw BaseRefusal.noGit(base: revision, reason: error.reason)
        }
        guard !commit.isEmpty else { throw BaseRefusal.unknownRevision(revision) }
    }

    /// The full name of one object; nil where there is none.
    private static func name(of object: String, as revision: String, _ git: GitProgram) throws -> String? {
        let outcome = try git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", object])
        // 1 is all that it says of what it doesn't find; 128 has a reason.
        if outcome.code > 1 { throw BaseRefusal.noRepository(base: revision, reason: outcome.complaint) }
        let name = String(decoding: outcome.output, as: UTF8.self).split(whereSeparator: \.isNewline).last ?? ""
        guard outcome.code == 0, name.count >= 40, name.allSatisfy(\.isHexDigit) else { return nil }
        return String(name)
    }

    /// Writes the tree's files below a folder that is empty.
    /// - Throws: `BaseRefusal`.
    func write(to folder: String) throws {
        // Asked in a folder, git lists what is below it, by names that begin there.
        let listing = try ask(["ls-tree", "-r", "-l", "-z", commit])
        let entries = listing.split(separator: 0).compactMap(GitEntry.init)
        let wanted = entries.filter(\.isWanted)
        let names = wanted.map { $0.object + "\n" }.joined()
        var objects = GitObjects(wanted.isEmpty ? Data() : try ask(["cat-file", "--batch"], input: names))
        var writer = TreeWriter(folder: folder)
        var links: [(path: [UInt8], target: [UInt8])] = []
        for entry in entries {
            guard entry.isWanted else {
                try writer.writeNothing(to: entry.path, size: entry.size)
                continue
            }
            let content = try object(&objects)
            switch entry.kind {
            case .file: try writer.write(content, to: entry.path)
            case .link: links.append((entry.path, Array(content)))
            }
        }
        // Last of all: while there is none, no file can be written through one.
        for link in links { try writer.link(link.path, to: link.target) }
    }

    private func object(_ objects: inout GitObjects) throws -> Data {
        guard let next = objects.next() else {
            throw BaseRefusal.git(command: "cat-file", reason: "an object of \(commit) is missing")
        }
        return next
    }

    private func ask(_ arguments: [String], input: String? = nil) throws -> Data {
        let outcome: GitProgram.Outcome
        do {
            outcome = try git.run(arguments, input: input)
        } catch let error as GitProgram.NotStarted {
            throw BaseRefusal.git(command: arguments.first ?? "", reason: error.reason)
        }
        guard outcome.code == 0 else {
            throw BaseRefusal.git(command: arguments.first ?? "", reason: outcome.complaint)
        }
        return outcome.output
    }
}
