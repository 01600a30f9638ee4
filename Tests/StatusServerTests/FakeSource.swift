import ScheduleEngine

@testable import StatusServer

/// Campaigns that a test makes up: `a` in `a.yaml`, `b` in `more/b.yaml`, and whatever else it says.
struct FakeSource: StatusSource {
    var answers = #"{"campaignId":"a"}"#
    var failure: (any Error)?
    var seenFigures = StatusFigures()
    /// Told what was asked for.
    var told: @Sendable (String) -> Void = { _ in }

    private static let files = ["a": "a.yaml", "b": "more/b.yaml"]

    let folder = "campaigns.d/"

    func campaigns(_ query: ListQuery) throws -> [UInt8] {
        if let failure { throw failure }
        told(
            "\(query.status?.rawValue ?? "-") \(query.type?.rawValue ?? "-") \(query.limit) \(query.skip)")
        return Array("[\(answers)]".utf8)
    }

    func campaign(_ id: String) throws -> [UInt8]? {
        if let failure { throw failure }
        return Self.files[id].map { _ in Array(answers.utf8) }
    }

    func history(of id: String, limit: Int) throws -> [UInt8]? {
        told("history of \(id), \(limit)")
        return Self.files[id].map { _ in Array("{}".utf8) }
    }

    func statistics(_ period: StatisticsPeriod) throws -> [UInt8] { Array(#"{"period":"\#(period.rawValue)"}"#.utf8) }

    func figures() throws -> StatusFigures {
        if let failure { throw failure }
        return seenFigures
    }

    func page(at path: String, skip: Int) throws -> StatusPage? {
        ["/", "/campaigns/ä"].contains(path)
            ? StatusPage(html: "<p>\(path), \(skip) passed over", policy: "default-src 'none'") : nil
    }

    func file(of id: String) throws -> String? { Self.files[id] }
}

extension StatusResponder {
    /// Asks with GET, or as it is told.
    func ask(
        _ target: String, _ method: String = "GET", ifNoneMatch: String? = nil, acceptEncoding: String? = nil
    ) -> StatusAnswer {
        answer(
            StatusRequest(method: method, target: target, ifNoneMatch: ifNoneMatch, acceptEncoding: acceptEncoding))
    }
}

extension StatusAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }
}
