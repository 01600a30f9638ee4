/// Which file names count in a folder.
struct NameFilter {
    /// The folder's own suffix beside those that count everywhere.
    private let extra: StaticString?
    /// The folder's files are such as campaigns refer to.
    let isShared: Bool

    static let root = NameFilter(extra: nil, isShared: false)

    private init(extra: StaticString?, isShared: Bool) {
        self.extra = extra
        self.isShared = isShared
    }

    /// The filter below the root's folder of this name.
    init(folder name: UnsafeRawBufferPointer) {
        if NameFilter.equal(name, "templates") {
            self.init(extra: ".mustache", isShared: true)
        } else if NameFilter.equal(name, "calendars") {
            self.init(extra: ".ics", isShared: true)
        } else {
            let isShared = NameFilter.equal(name, "channels") || NameFilter.equal(name, "segments")
            self.init(extra: nil, isShared: isShared)
        }
    }

    /// Names that begin with `.` or `_` are passed over.
    static func isHidden(_ first: UInt8) -> Bool {
        first == UInt8(ascii: ".") || first == UInt8(ascii: "_")
    }

    static func isDefaults(_ name: UnsafeRawBufferPointer) -> Bool { equal(name, "_defaults.yaml") }

    func accepts(_ name: UnsafeRawBufferPointer) -> Bool {
        NameFilter.ends(name, ".yaml") || NameFilter.ends(name, ".yml") || NameFilter.ends(name, ".json")
            || extra.map { NameFilter.ends(name, $0) } ?? false
    }

    private static func equal(_ name: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        name.count == text.utf8CodeUnitCount && matchesEnd(name, text)
    }

    private static func ends(_ name: UnsafeRawBufferPointer, _ suffix: StaticString) -> Bool {
        name.count > suffix.utf8CodeUnitCount && matchesEnd(name, suffix)
    }

    /// The caller has made sure that `name` is long enough.
    @inline(__always)
    private static func matchesEnd(_ name: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        let start = name.count - text.utf8CodeUnitCount
        for offset in 0..<text.utf8CodeUnitCount where name[start + offset] != text.utf8Start[offset] { return false }
        return true
    }
}
