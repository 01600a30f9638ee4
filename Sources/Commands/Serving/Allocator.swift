import Glibc

/// glibc's allocator, as far as Swift's module of glibc doesn't have it. Does nothing where the C library knows no such thing.
enum Allocator {
    /// By default each thread has an arena, and what one of them read once stays in its own.
    static func useOneArena() {
        guard let symbol = dlsym(nil, "mallopt") else { return }
        let arenaMaximum: Int32 = -8
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int32, Int32) -> Int32).self)(arenaMaximum, 1)
    }

    /// Gives pages back to the system that nothing lies in any more.
    static func trim() {
        guard let symbol = dlsym(nil, "malloc_trim") else { return }
        _ = unsafeBitCast(symbol, to: (@convention(c) (Int) -> Int32).self)(0)
    }
}
