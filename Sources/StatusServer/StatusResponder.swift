import CampaignModel

/// Answers requests out of a source. It knows neither sockets nor files; an answer is a value.
public struct StatusResponder: Sendable {
    let source: any StatusSource
    /// Told what went wrong, for the log: nobody who asks reads it.
    let report: @Sendable (String) -> Void

    public init(source: any StatusSource, report: @escaping @Sendable (String) -> Void = { _ in }) {
        self.source = source
        self.report = report
    }

    func answer(_ request: StatusRequest) -> StatusAnswer {
        Packaging.answer(content(request), to: request)
    }

    private func content(_ request: StatusRequest) -> Content {
        do {
            let (path, query) = try request.parts()
            guard let route = try Route(path: path) else { throw Refusal.notFound }
            guard request.method == "GET" || request.method == "HEAD" else { throw try readOnly(route) }
            return try content(route, query)
        } catch let refusal as Refusal {
            return .refusal(refusal)
        } catch let error as SourceUnavailable {
            report(error.detail)
            return .refusal(Refusal(status: 503, code: error.code, message: error.message))
        } catch {
            report("\(error)")
            return .refusal(.failed)
        }
    }

    private func content(_ route: Route, _ query: String) throws -> Content {
        switch route {
        case .list:
            let parameters = try QueryParameters(query, known: ["status", "type", "limit", "skip"])
            return .data(
                try source.campaigns(
                    ListQuery(
                        status: parameters.one("status"), type: parameters.one("type"),
                        limit: min(parameters.number("limit", atLeast: 1) ?? 100, 100),
                        skip: parameters.number("skip", atLeast: 0) ?? 0)))
        case .campaign(let id):
            _ = try QueryParameters(query, known: [])
            guard let data = try source.campaign(id) else { throw Refusal.campaignNotFound(id) }
            return .data(data)
        case .history(let id):
            let parameters = try QueryParameters(query, known: ["limit"])
            let limit = min(try parameters.number("limit", atLeast: 1) ?? 50, 100)
            guard let data = try source.history(of: id, limit: limit) else { throw Refusal.campaignNotFound(id) }
            return .data(data)
        case .statistics(let name):
            _ = try QueryParameters(query, known: [])
            guard let period = StatisticsPeriod(rawValue: name) else {
                let periods = StatisticsPeriod.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal.invalidValue("the period is one of \(periods)")
            }
            return .data(try source.statistics(period))
        case .action: throw Refusal.notFound
        case .health: return .data(health(try source.figures()))
        case .metrics: return Content(kind: .metrics, body: Array(MetricsText.render(try source.figures()).utf8))
        case .description: return Content(kind: .json, body: EndpointDescription.json)
        case .page(let path):
            let parameters = try QueryParameters(query, known: path == "/" ? ["skip"] : [])
            let skip = try parameters.number("skip", atLeast: 0) ?? 0
            guard let page = try source.page(at: path, skip: skip) else { throw Refusal.notFound }
            return .page(page)
        }
    }

    /// Says that the tree and the state file can be read; whether passes come is for alerts.
    private func health(_ figures: StatusFigures) -> JSONValue {
        .object([
            "status": .string("ok"), "campaigns": .integer(Int64(figures.campaigns.values.reduce(0, +))),
            "lastPassAt": figures.lastPassAt.map { .string("\($0)") } ?? .null,
        ])
    }

    private func readOnly(_ route: Route) throws -> Refusal {
        switch route {
        case .list:
            let folder = source.folder
            return .readOnly(
                file: folder, "put a file into \(folder), and the next pass takes note of it")
        case .campaign(let id), .history(let id), .action(let id):
            guard let file = try source.file(of: id) else { return .campaignNotFound(id) }
            return .readOnly(file: file, "edit \(file), and the next pass takes note of it")
        case .statistics, .health, .metrics, .description:
            return .readOnly(file: source.folder, "edit the files in \(source.folder)")
        case .page(let path):
            guard try source.page(at: path, skip: 0) != nil else { return .notFound }
            return .readOnly(file: source.folder, "edit the files in \(source.folder)")
        }
    }
}
