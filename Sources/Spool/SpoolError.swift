/// Why the spool folder can't be used.
public enum SpoolError: Error, Hashable, Sendable, CustomStringConvertible {
    case cannotWrite(path: String, reason: String)

    public var description: String {
        switch self {
        case .cannotWrite(let path, let reason):
            "\(path) can't be written (\(reason)): no event was handed in or lost; see to the folder's owner and space"
        }
    }
}
