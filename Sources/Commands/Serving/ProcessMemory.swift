import Glibc

/// What this process holds in memory, for one that works for a moment now and then and is idle for days.
enum ProcessMemory {
    /// By default glibc gives each thread an arena, and what one of them read once stays in its own; and after a large block
    /// was freed, it puts the next ones among the small ones, where they leave holes. Does nothing where the C library knows no
    /// such settings: Swift's module of glibc doesn't have them (mallopt(3)).
    static func keepSmall() {
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let set = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)
        let (arenaMaximum, mappedFrom): (Int32, Int32) = (-8, -3)
        _ = set(arenaMaximum, 1)
        _ = set(mappedFrom, 128 * 1_024)
    }

    /// Gives back to the system what nothing lies in any more, and the code that reading the tree has gone through: what of it
    /// is needed again comes from the page cache.
    static func trim() {
        if let symbol = dlsym(nil, "malloc_trim") {
            _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
        }
        for range in code {
            _ = madvise(UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// Where this program's code lies, as proc_pid_maps(5) tells: what may be executed and not written to is as it stands in
    /// the file.
    private static let code: [Range<UInt>] = {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count)
        guard count > 0, let maps = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(maps) }
        let program = String(decoding: path.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        var found: [Range<UInt>] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, maps) > 0, let text = line {
            // Addresses, permissions, offset, device, inode, path.
            let fields = String(cString: text).split(maxSplits: 5, whereSeparator: { $0 == " " || $0 == "\n" })
            guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }).dropLast() == program
            else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            if ends.count == 2, ends[0] < ends[1] { found.append(ends[0]..<ends[1]) }
        }
        return found
    }()
}
