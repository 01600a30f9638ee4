/// What a channel posts.
struct HTTPPost: Sendable {
    var headers: [(name: String, value: String)]
    var body: [UInt8]
}

/// What came of it.
enum HTTPAnswer: Sendable {
    case response(HTTPResponse)
    /// The request certainly did not leave: no name, no connection, no agreement on encryption.
    case neverLeft(reason: String)
    /// It left, or may have, and no answer came.
    case noAnswer(reason: String)
}

struct HTTPResponse: Sendable {
    var status: Int
    /// As the other side sent it; nil where it sent none.
    var retryAfter: String?
    /// As much of it as is looked at.
    var body: [UInt8]
}

/// The way HTTP goes out to one address. A protocol of ours, so that the client behind it can be another one where the
/// figures ask for it.
protocol HTTPTransport: Sendable {
    func post(_ post: HTTPPost) async -> HTTPAnswer
    /// Called once, when no post is under way any more.
    func close() async
}
