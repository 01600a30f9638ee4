import Glibc

/// Hands what libFuzzer makes up to `test`, under the options of libFuzzer's own command line.
///
/// libFuzzer brings a `main` of its own, but SwiftPM has another name for that of an executable: so it is called.
public func fuzz(_ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt) -> Never {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments, test))
}

/// Stops the run: libFuzzer saves the input, and says where it is.
public func finding(_ message: String) -> Never {
    fatalError("finding: \(message)")
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ argc: UnsafeMutablePointer<CInt>,
    _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// libFuzzer's own `main` is linked and never called; this is what it would call.
@_cdecl("LLVMFuzzerTestOneInput")
func unused(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt { 0 }
