@testable import CampaignFiles
import CampaignModel
import Fuzzing

/// Pauses and resumes a campaign in its file, and holds what came of it against the file without the editor's help.
struct StatusCheck {
    private let file: [UInt8]

    init(_ file: [UInt8]) { self.file = file }

    func run() {
        for inherited in [nil, DeclaredStatus.active, .paused] {
            for wanted in [DeclaredStatus.paused, .active] { edit(to: wanted, inherited: inherited) }
        }
    }

    private func edit(to wanted: DeclaredStatus, inherited: DeclaredStatus?) {
        guard let edit = try? StatusEditor.edit(file, to: wanted, inherited: inherited) else { return }
        guard edit.isChanged else {
            if edit.bytes != file { finding("nothing was to be changed, and something was") }
            return
        }
        check(edit, of: file, wanted)
        guard let back = try? StatusEditor.edit(edit.bytes, to: edit.before, inherited: inherited) else {
            finding("what \(wanted.rawValue) made of the file can't be edited back")
        }
        check(back, of: edit.bytes, edit.before)
        if back.before != wanted { finding("the edited file isn't \(wanted.rawValue) to the editor itself") }
    }

    private func check(_ edit: StatusEdit, of former: [UInt8], _ wanted: DeclaredStatus) {
        guard let before = Nodes(former), let after = Nodes(edit.bytes) else {
            finding("a file was edited that can't be read, or can't be read any more")
        }
        if after.status != wanted.rawValue { finding("the status is \(after.status ?? "gone")") }
        if after.statusLine != edit.line { finding("the status isn't on the line that is named") }
        if before.rest != after.rest { finding("something else than the status says something else") }
        if edit.isAdded != (before.status == nil) { finding("what was added or replaced is told wrongly") }
        let removed = removed(former, edit.bytes)
        if removed > (before.status?.utf8.count ?? 0) { finding("\(removed) bytes are gone") }
    }

    /// How many bytes of `before` are gone once what both begin and end with is taken away.
    private func removed(_ before: [UInt8], _ after: [UInt8]) -> Int {
        let start = zip(before, after).prefix { $0 == $1 }.count
        let most = min(before.count, after.count) - start
        let end = zip(before.reversed(), after.reversed()).prefix(most).prefix { $0 == $1 }.count
        return before.count - start - end
    }
}
