import CampaignModel

/// The endpoint in the words of OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), for programs that make clients.
enum EndpointDescription {
    static let json: [UInt8] = Array(JSONText.text(document).utf8)

    static let document: JSONValue = [
        "openapi": "3.1.0",
        "info": [
            "title": "Campanile", "version": "1",
            "description": """
            Campaigns, what they are about to do and what they have done. Read-only: campaigns are files. Other \
            methods than GET and HEAD are answered with 405 and an Error, READ_ONLY, that names the file to edit.
            """,
        ],
        "paths": .object(paths),
        "components": ["schemas": .object(AnswerSchemas.all)],
    ]

    private static let root = "/api/v1/scheduled-campaigns"

    // No writing method stands here, though the reference's are understood: a client made of this offers none.
    private static let paths: [String: JSONValue] = [
        root: get(
            "listCampaigns", "The campaigns, by id", of: "Campaigns",
            parameters: [
                query("status", ["type": "string", "enum": AnswerSchemas.names(CampaignStatus.self)]),
                query("type", ["type": "string", "enum": AnswerSchemas.names(CampaignType.self)]),
                query("limit", ["type": "integer", "minimum": 1, "default": 100], "More than 100 counts as 100."),
                query("skip", ["type": "integer", "minimum": 0, "default": 0]),
            ],
            links: [
                "campaign": link(to: "getCampaign", "$response.body#/data/0/campaignId"),
                "history": link(to: "getHistory", "$response.body#/data/0/campaignId"),
            ], errors: [400]),
        "\(root)/{id}": get(
            "getCampaign", "One campaign", of: "Campaign", parameters: [id],
            links: ["history": link(to: "getHistory", "$response.body#/data/campaignId")], errors: [400, 404]),
        "\(root)/{id}/history": get(
            "getHistory", "What became of its occurrences, the newest first", of: "History",
            parameters: [
                id, query("limit", ["type": "integer", "minimum": 1, "default": 50], "More than 100 counts as 100."),
            ],
            links: ["campaign": link(to: "getCampaign", "$response.body#/data/campaign/id")], errors: [400, 404]),
        "\(root)/statistics/{period}": get(
            "getStatistics", "What all campaigns came to", of: "Statistics",
            parameters: [
                path("period", ["type": "string", "enum": AnswerSchemas.names(StatisticsPeriod.self)], example: "7d")
            ], errors: [400]),
        "/healthz": get("getHealth", "Whether tree and state file can be read", of: "Health"),
        "/metrics": page("getMetrics", "Metrics for Prometheus", "text/plain; version=0.0.4; charset=utf-8"),
        "/openapi.json": page("getDescription", "This description", "application/json; charset=utf-8"),
        "/": page("getPage", "A page to look at", "text/html; charset=utf-8"),
    ]

    /// As campaigns' files have it.
    private static let id = path(
        "id", ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$"], example: "weekly-newsletter")

    private static func path(_ name: String, _ schema: JSONValue, example: String) -> JSONValue {
        ["name": .string(name), "in": "path", "required": true, "schema": schema, "example": .string(example)]
    }

    private static func query(_ name: String, _ schema: JSONValue, _ description: String? = nil) -> JSONValue {
        var parameter: [String: JSONValue] = ["name": .string(name), "in": "query", "schema": schema]
        if let description { parameter["description"] = .string(description) }
        return .object(parameter)
    }

    /// - Parameter place: the id in the answer, as a runtime expression (OpenAPI 3.1 §4.8.20.4).
    private static func link(to operation: String, _ place: String) -> JSONValue {
        ["operationId": .string(operation), "parameters": ["id": .string(place)]]
    }

    private static func get(
        _ operation: String, _ summary: String, of answer: String, parameters: [JSONValue] = [],
        links: [String: JSONValue] = [:], errors: [Int] = []
    ) -> JSONValue {
        var good: [String: JSONValue] = [
            "description": "The answer", "content": content(AnswerSchemas.reference("\(answer)Answer")),
        ]
        if !links.isEmpty { good["links"] = .object(links) }
        var responses: [String: JSONValue] = [
            "200": .object(good), "304": ["description": "What If-None-Match names still holds."],
        ]
        for status in errors + [503] {
            responses["\(status)"] = [
                "description": .string(reasons[status] ?? ""), "content": content(AnswerSchemas.reference("Error")),
            ]
        }
        return [
            "get": [
                "operationId": .string(operation), "summary": .string(summary), "parameters": .array(parameters),
                "responses": .object(responses),
            ]
        ]
    }

    private static let reasons = [
        400: "INVALID_VALUE", 404: "CAMPAIGN_NOT_FOUND", 503: "STATE_UNAVAILABLE or TREE_UNAVAILABLE",
    ]

    private static func content(_ schema: JSONValue) -> JSONValue { ["application/json": ["schema": schema]] }

    private static func page(_ operation: String, _ summary: String, _ type: String) -> JSONValue {
        [
            "get": [
                "operationId": .string(operation), "summary": .string(summary),
                "responses": ["200": ["description": "The answer", "content": .object([type: [:]])]],
            ]
        ]
    }
}
