/// What is wrong in the tree: a change that somebody believes to be in force isn't.
struct FaultSection {
    let faults: PageFaults
    /// Of a message; `validate` has all of it.
    private static let mostCharacters = 240

    var markup: Markup {
        guard faults.isUnreadable || faults.count > 0 else { return .nothing }
        return Section.of("faults", "Held back by faults in the tree") {
            if faults.isUnreadable {
                tag("p") { "The tree can’t be read at the moment: campaigns are shown as they were last accepted." }
            }
            if faults.count > 0 {
                tag("ul", .class("entries")) {
                    for fault in faults.first { entry(fault) }
                }
                tag("p", .class("note")) { note }
            }
        }
    }

    private func entry(_ fault: PageFaults.Fault) -> Markup {
        tag("li") {
            tag("p") {
                if let place = fault.place {
                    tag("code") { place }
                    " · "
                }
                fault.code
            }
            tag("p", .class("why")) {
                tag("bdi") { fault.message.shortened(to: Self.mostCharacters) }
            }
        }
    }

    private var note: String {
        let more = faults.count - faults.first.count
        return (more > 0 ? "And \(Wording.number(more)) more. " : "")
            + "A campaign whose file is faulty stays as it was last accepted; 'campanile validate' says the way out."
    }
}
