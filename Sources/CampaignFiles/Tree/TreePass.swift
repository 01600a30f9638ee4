import CampaignModel
import ScheduleEngine

/// One reading of a tree: what its files have in common is read once.
final class TreePass {
    private let loader: FileLoader
    private let shared: SharedFiles
    private let context: ReadingContext
    private let defaultsFile: ScannedFile?
    private lazy var defaultsRead = readDefaults()

    init(_ scan: TreeScan, zones: ZoneNames, now: Instant, knowledge: StateKnowledge) {
        let loader = FileLoader(root: scan.root)
        self.loader = loader
        let sharedFiles = scan.sharedFiles
        defaultsFile = sharedFiles.first { FileKind(path: $0.path) == .defaults }
        shared = SharedFiles(sharedFiles, loader: loader)
        context = ReadingContext(
            zones: zones, clockGaps: ClockGaps(zones: zones, now: now), shared: shared, now: now,
            knowledge: knowledge, exists: { loader.exists($0) })
    }

    /// Any file that isn't a campaign's.
    func readShared(_ file: ScannedFile) -> FileReading {
        guard file.path == defaultsFile?.path else { return shared.reading(of: file) }
        return FileReading(path: file.path, stamp: file.stamp, diagnostics: defaultsRead.diagnostics)
    }

    // MARK: Defaults

    var timezone: String? {
        if case .zone(let identifier) = defaultsRead.defaults.timezone { identifier } else { nil }
    }

    private func readDefaults() -> (defaults: Defaults, diagnostics: [Diagnostic]) {
        guard let file = defaultsFile else { return (Defaults(), []) }
        let findings = Findings(file: file.path, isDefaultsFile: true)
        var broken = Defaults()
        broken.holdsAllBack = true
        if let problem = file.problem { return (broken, [problem.diagnostic(file: file.path)]) }
        do {
            let source = try loader.load(file.path) { YAMLSource.parse($0, isDefaults: true) }
            for fault in source.faults { findings.add(fault) }
            let defaults = DefaultsReader(findings: findings, context: context).read(source)
            return (defaults, findings.diagnostics.inFileOrder)
        } catch {
            findings.add(error)
            return (broken, findings.diagnostics)
        }
    }

    // MARK: Campaigns

    /// - Parameter places: Set as far as the file can be read.
    func readCampaign(_ file: ScannedFile, _ places: inout CampaignPlaces) -> FileReading {
        let findings = Findings(file: file.path)
        var id: String?
        var declaration: CampaignDeclaration?
        if let problem = file.problem {
            findings.add(problem.diagnostic(file: file.path))
        } else {
            do {
                let source = try loader.load(file.path) { YAMLSource.parse($0) }
                if let root = source.root { places = CampaignPlaces(root) }
                declaration = read(source, findings, &id)
            } catch {
                findings.add(error)
            }
        }
        var diagnostics = findings.diagnostics.inFileOrder
        for index in diagnostics.indices { diagnostics[index].campaignId = id }
        return FileReading(
            path: file.path, stamp: file.stamp, campaignId: id, declaration: declaration, diagnostics: diagnostics)
    }

    private func read(_ source: ParsedSource, _ findings: Findings, _ id: inout String?) -> CampaignDeclaration? {
        for fault in source.faults { findings.add(fault) }
        guard let root = source.root else { return nil }
        guard source.isWhole else {
            id = CampaignIdentifier.peek(root)
            return nil
        }
        let defaults = defaultsRead.defaults
        let top = Fields(
            findings: findings, own: root, inherited: defaults.root, place: root, definition: .campaign)
        id = CampaignIdentifier.read(top)
        let declaration = CampaignReader(top: top, context: context, defaults: defaults).read(id: id)
        reportUnseenFault(findings, defaults, at: root)
        return defaults.holdsAllBack ? nil : declaration
    }

    /// A default that is sound by itself may still not fit what the file says: then the file is where to report it.
    private func reportUnseenFault(_ findings: Findings, _ defaults: Defaults, at root: YAMLNode) {
        guard let fault = findings.inheritedFault, !defaults.hasError,
            findings.diagnostics.allSatisfy({ $0.severity != .error })
        else { return }
        findings.error(
            fault.code, "with what _defaults.yaml says: \(fault.message)", at: root,
            hint: fault.hint ?? "say otherwise here, or change _defaults.yaml")
    }
}

extension [Diagnostic] {
    /// By file, line and column.
    var inFileOrder: [Diagnostic] {
        count < 2
            ? self
            : sorted {
                ($0.file ?? "", $0.line ?? 0, $0.column ?? 0, $0.code.rawValue)
                    < ($1.file ?? "", $1.line ?? 0, $1.column ?? 0, $1.code.rawValue)
            }
    }
}
