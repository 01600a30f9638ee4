import Glibc

/// Whoever reads no more of what we write must not end a run: the write then fails, and that is dealt with.
enum BrokenPipe {
    /// A handler that does nothing, not `SIG_IGN`, which programs that we start would inherit.
    static func survive() { signal(SIGPIPE) { _ in } }
}
