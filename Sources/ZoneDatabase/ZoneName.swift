/// Which names may be looked up: those of the tz database's own alphabet that lead to no other place.
enum ZoneName {
    /// Copies of the database in other flavours, and the entries that name no zone but a choice of one.
    private static let hiddenFolders = ["posix", "right"]
    private static let hiddenFiles = ["posixrules", "localtime"]

    static func isValid(_ identifier: String) -> Bool {
        guard (1...255).contains(identifier.utf8.count), !hiddenFiles.contains(identifier) else { return false }
        let parts = identifier.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, !hiddenFolders.contains(String(first)) else { return false }
        return parts.allSatisfy { isValidPart($0) }
    }

    /// Letters, digits, `_`, `-`, `+`, as the tz database's `theory.html` has it; no dots, and so no `..`.
    private static func isValidPart(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"): true
                default: false
                }
            }
    }
}
