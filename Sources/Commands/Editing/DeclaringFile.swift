import CampaignFiles
import CampaignModel
import StateStore

/// The one file that declares a campaign. Its name says nothing: the campaignId in it is the identity.
struct DeclaringFile {
    let id: String
    let tree: TreeOptions

    /// Its path, relative to the tree's root.
    /// - Throws: `UnknownCampaign`, or `EditRefusal` where several files declare it or the one that does has an error.
    func find() throws -> String {
        let reading = try read()
        let found = reading.files.filter { $0.isCampaignFile && $0.campaignId == id }
        guard found.count < 2 else {
            throw refusal(
                "'\(id)' is the campaignId of \(found.map(\.path).joined(separator: " and of ")); give each its own")
        }
        guard let file = found.first else { throw try missing(from: reading) }
        if file.declaration == nil, let fault = heldBack(by: file, reading) { throw fault }
        return file.path
    }

    func read() throws -> TreeReading {
        let knowledge = try StateKnowledge(tree.view ?? NothingRecorded() as any RecordedState)
        let reader = TreeReader(
            scan: try TreeScanner.scan(root: tree.root), zones: tree.zones, now: tree.moment(), knowledge: knowledge)
        return reader.readAll()
    }

    private func heldBack(by file: FileReading, _ reading: TreeReading) -> EditRefusal? {
        let errors = file.diagnostics.filter { $0.severity == .error }
        // Two campaigns that collide are settled by pausing one.
        if !errors.isEmpty, errors.allSatisfy({ $0.code == .scheduleConflict }) { return nil }
        // Without an error of its own, it is the defaults' or another shared file's that holds it back.
        guard let fault = errors.first ?? reading.diagnostics.first(where: { $0.severity == .error }) else {
            return nil
        }
        return faulty(fault.file ?? file.path, fault)
    }

    /// The file may be so broken that its campaignId can't be read: the state file still knows whose it is.
    private func missing(from reading: TreeReading) throws -> any Error {
        let recorded: any RecordedState = tree.view ?? NothingRecorded()
        let overviews = try recorded.overviews()
        if let known = overviews.first(where: { $0.campaignId == id })?.file,
            let fault = reading.files.first(where: { $0.path == known && $0.campaignId == nil })?.diagnostics.first
        {
            return faulty(known, fault)
        }
        let errors = reading.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty {
            StandardError.write(
                "campanile: \(DiagnosticText.summary(errors)) in \(tree.root); 'campanile validate' shows where\n")
        }
        let known = reading.files.compactMap(\.campaignId) + overviews.map(\.campaignId)
        return UnknownCampaign(id: id, nearest: NearestName.of(id, among: known))
    }

    private func faulty(_ file: String, _ fault: Diagnostic) -> EditRefusal {
        let place = [file, fault.line.map(String.init)].compactMap(\.self).joined(separator: ":")
        return refusal(
            "\(id) is held back by an error, so that no pass would take note of the edit; mend it first: "
                + "\(tree.root)/\(place): \(fault.code.rawValue): \(fault.message)")
    }

    private func refusal(_ sentence: String) -> EditRefusal { EditRefusal(description: sentence) }
}
