/// What the server spends on people it doesn't know.
public struct ServingLimits: Hashable, Sendable {
    /// Connections at once; others wait in the kernel's queue until one ends. Below the 1,024 descriptors that a process has
    /// unless it is told otherwise.
    public var connections = 900
    /// From the connection's beginning, or the end of the answer before, until the next answer is out. Whoever dawdles
    /// with headers or body, or doesn't take the answer, is let go.
    public var patience: Duration = .seconds(15)
    /// After a refusal: so long what still comes is read and thrown away, so that the refusal gets through.
    public var farewell: Duration = .seconds(1)
    /// Of one header field, in bytes.
    public var fieldSize = 8_192
    /// Of all header fields, in bytes.
    public var headSize = 16_384
    public var fieldCount = 100
    /// Requests of a connection that are read ahead of their answers; after these answers the connection ends.
    public var pipelined = 32
    /// Of a request's address, in bytes.
    public var targetSize = 8_192
    /// After SIGTERM: so long for answers under way.
    public var shutdown: Duration = .seconds(5)

    public init() {}
}
