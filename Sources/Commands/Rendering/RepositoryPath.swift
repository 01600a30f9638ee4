/// Where the files of a tree lie as seen from the working folder, which in CI is the repository's root: that is what the
/// services which show a fault beside its line want to be told.
struct RepositoryPath {
    /// Empty, or ends with `/`. Relative where the tree lies under the working folder.
    private let prefix: String

    /// - Parameters:
    ///   - root: the tree's root as it was typed.
    ///   - workingFolder: absolute.
    init(root: String, workingFolder: String = Environment.workingFolder) {
        var path = Substring(root + "/")
        let base = workingFolder.hasSuffix("/") ? workingFolder : workingFolder + "/"
        if path.hasPrefix(base) { path = path.dropFirst(base.count) }
        while path.hasPrefix("./") { path = path.dropFirst(2).drop { $0 == "/" } }
        while path.hasSuffix("//") { path = path.dropLast() }
        prefix = String(path)
    }

    /// - Parameter file: relative to the tree's root.
    func callAsFunction(_ file: String) -> String { prefix + file }

    /// As a URI reference (RFC 3986): every byte that is no unreserved character or `/` is percent-encoded. Absolute paths
    /// become `file:` URIs.
    func uri(_ file: String) -> (text: String, isRelative: Bool) {
        let path = self(file)
        let encoded = path.utf8.map { byte -> String in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }.joined()
        return path.hasPrefix("/") ? ("file://" + encoded, false) : (encoded, true)
    }
}
