import Foundation

/// The files of `Corpus/`, each with its faults marked in its own text: `‹error CODE›` or `‹warning CODE›` before the
/// place, and after the code, where it matters, words that the way out must have.
///
/// The folder says what a file is: `campaigns/` and `advice/` (where the best practices count), `defaults/`, the four
/// folders of shared files, and `trees/`, where a case is a folder of several files.
enum FaultCorpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus").path

    /// Sorted by name.
    static let cases: [CorpusCase] = {
        var files: [String: [String: String]] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            guard let text = try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8) else { continue }
            let parts = path.split(separator: "/", maxSplits: 2).map(String.init)
            if parts[0] == "trees", parts.count == 3 {
                files["trees/\(parts[1])", default: [:]][parts[2]] = text
            } else {
                files[path] = [place(parts[0], suffix: (path as NSString).pathExtension): text]
            }
        }
        return files.map { CorpusCase(name: $0.key, files: $0.value) }.sorted { $0.name < $1.name }
    }()

    /// Where in its tree a file of this folder stands.
    private static func place(_ folder: String, suffix: String) -> String {
        switch folder {
        case "campaigns", "advice": "c.\(suffix)"
        case "defaults": "_defaults.yaml"
        default: "\(folder)/x.\(suffix)"
        }
    }
}
