import Foundation

/// Runs a body as a user whom file permissions bind. Root is bound by none, so that its thread looks at files as nobody
/// meanwhile: Linux keeps that identity for each thread (setfsuid(2)).
public func asOrdinaryUser<Value>(_ body: () throws -> Value) rethrows -> Value {
    guard geteuid() == 0 else { return try body() }
    _ = setFileSystemUser(65_534)
    defer { _ = setFileSystemUser(0) }
    return try body()
}

/// The C library has it; Swift's overlay of it doesn't.
@_silgen_name("setfsuid")
private func setFileSystemUser(_ user: uid_t) -> Int32
