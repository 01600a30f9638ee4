import CampaignModel
import ScheduleEngine

/// The channels, segments, templates and calendars of a tree, each read when it is first asked for.
final class SharedFiles {
    private enum Folder: Hashable { case channels, segments, templates, calendars }
    private struct Key: Hashable {
        var folder: Folder
        var id: String
    }
    private enum Content {
        case channel(ChannelDeclaration)
        case segment(ContactSource)
        case template(SharedTemplate)
        case calendar(ExcludedDays)
        case broken
    }

    private let loader: FileLoader
    private var files: [Key: ScannedFile] = [:]
    private var contents: [Key: Content] = [:]
    private var findingsByPath: [String: [Diagnostic]] = [:]
    /// Files whose id another one has already, with the path of that one.
    private var shadowed: [(file: ScannedFile, by: String)] = []
    /// Which of two files is meant can't be said: who names such an id is held back.
    private var ambiguous: Set<Key> = []

    init(_ shared: [ScannedFile], loader: FileLoader) {
        self.loader = loader
        for file in shared {
            guard let key = SharedFiles.key(of: file.path) else { continue }
            if let first = files[key] {
                shadowed.append((file, first.path))
                ambiguous.insert(key)
            } else {
                files[key] = file
            }
        }
    }

    private static func key(of path: String) -> Key? {
        switch FileKind(path: path) {
        case .channel(let id): Key(folder: .channels, id: id)
        case .segment(let id): Key(folder: .segments, id: id)
        case .template(let id): Key(folder: .templates, id: id)
        case .calendar(let id): Key(folder: .calendars, id: id)
        case .defaults, .campaign: nil
        }
    }

    // MARK: By id

    var channelIds: [String] { ids(.channels) }
    var segmentIds: [String] { ids(.segments) }
    var templateIds: [String] { ids(.templates) }
    var calendarIds: [String] { ids(.calendars) }

    private func ids(_ folder: Folder) -> [String] {
        files.keys.filter { $0.folder == folder }.map(\.id).sorted()
    }

    func channel(_ id: String) -> Lookup<ChannelDeclaration> {
        guard let content = content(Key(folder: .channels, id: id)) else { return .missing }
        if case .channel(let channel) = content { return .found(channel) }
        return .broken
    }

    func segment(_ id: String) -> Lookup<ContactSource> {
        guard let content = content(Key(folder: .segments, id: id)) else { return .missing }
        if case .segment(let source) = content { return .found(source) }
        return .broken
    }

    func template(_ id: String) -> Lookup<SharedTemplate> {
        guard let content = content(Key(folder: .templates, id: id)) else { return .missing }
        if case .template(let template) = content { return .found(template) }
        return .broken
    }

    func calendar(_ id: String) -> Lookup<ExcludedDays> {
        guard let content = content(Key(folder: .calendars, id: id)) else { return .missing }
        if case .calendar(let days) = content { return .found(days) }
        return .broken
    }

    // MARK: By file

    /// What came of reading this file of the four folders.
    func reading(of file: ScannedFile) -> FileReading {
        var reading = FileReading(path: file.path, stamp: file.stamp)
        if let other = shadowed.first(where: { $0.file.path == file.path }) {
            reading.diagnostics = [
                Diagnostic(
                    severity: .error, code: .invalidValue, message: "\(other.by) has the same id", file: file.path,
                    line: 1, column: 1, hint: "rename one of the two")
            ]
        } else if let key = SharedFiles.key(of: file.path) {
            _ = content(key)
            reading.diagnostics = findingsByPath[file.path] ?? []
        }
        return reading
    }

    private func content(_ key: Key) -> Content? {
        if let content = contents[key] { return content }
        guard let file = files[key] else { return nil }
        let findings = Findings(file: file.path)
        let content = read(key, file, findings)
        let outcome = findings.hasError || ambiguous.contains(key) ? .broken : content ?? .broken
        contents[key] = outcome
        findingsByPath[file.path] = findings.diagnostics
        return outcome
    }

    private func read(_ key: Key, _ file: ScannedFile, _ findings: Findings) -> Content? {
        if let problem = file.problem {
            findings.add(problem.diagnostic(file: file.path))
            return nil
        }
        do {
            return try loader.load(file.path) { bytes in
                if file.path.hasSuffix(".mustache") {
                    return TemplateReader(findings: findings, id: key.id).readBody(bytes).map { .template($0) }
                }
                if file.path.hasSuffix(".ics") {
                    return ICalendarReader(findings: findings).read(bytes).map { .calendar($0) }
                }
                return read(key, YAMLSource.parse(bytes), bytes, findings)
            }
        } catch {
            findings.add(error)
            return nil
        }
    }

    private func read(
        _ key: Key, _ source: ParsedSource, _ bytes: UnsafeBufferPointer<UInt8>, _ findings: Findings
    ) -> Content? {
        for fault in source.faults { findings.add(fault) }
        guard let root = source.root, source.isWhole else { return nil }
        switch key.folder {
        case .channels:
            return ChannelReader(findings: findings, id: key.id).read(root).map { .channel($0) }
        case .segments:
            let fields = Fields(findings: findings, own: root, place: root, definition: .segment)
            fields.checkSchemaName()
            return SourceReader(exists: loader.exists).read(fields).map { .segment($0) }
        case .templates:
            return TemplateReader(findings: findings, id: key.id).readFields(root, source: bytes).map { .template($0) }
        case .calendars:
            return .calendar(CalendarReader(findings: findings).read(root))
        }
    }
}
