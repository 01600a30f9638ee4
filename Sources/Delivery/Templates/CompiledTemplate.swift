import CampaignModel
internal import Mustache

/// A template, compiled once for a run. Each of its parts is escaped by its own rules.
struct CompiledTemplate: Sendable {
    let id: String
    private let subject: MustacheTemplate?
    private let text: MustacheTemplate?
    private let html: MustacheTemplate?
    private let listUnsubscribe: MustacheTemplate?
    /// The template's own, else the channel's.
    let parseMode: Template.ParseMode?
    /// Fields without which there is no message: named outside a section that asks whether they are there.
    private let required: [String]

    init(_ template: Template, parseMode: Template.ParseMode?) throws {
        id = template.id
        func compile(_ source: String?, _ escaping: Escaping) throws -> MustacheTemplate? {
            guard let source else { return nil }
            do {
                return try MustacheTemplate(string: escaping.pragma + source)
            } catch {
                throw DeliveryError.template(id: template.id, reason: "\(error)")
            }
        }
        subject = try compile(template.subject, .none)
        self.parseMode = template.parseMode ?? parseMode
        text = try compile(template.text, Escaping(self.parseMode))
        html = try compile(template.html, .html)
        listUnsubscribe = try compile(template.listUnsubscribe, .none)
        let parts = [template.subject, template.text, template.html, template.listUnsubscribe]
        let sources = parts.compactMap(\.self)
        let names = sources.flatMap { TemplateScanner($0).tags }.filter(\.isRequired).map(\.field)
        required = Set(names).sorted()
    }

    func render(_ fields: [String: JSONValue]) -> Result<RenderedMessage, CompositionFailure> {
        let missing = required.filter { fields[$0] == nil || fields[$0] == .null }
        guard missing.isEmpty else {
            let names = missing.joined(separator: ", ")
            return .failure(CompositionFailure(reason: "the recipient lacks what the template needs: \(names)"))
        }
        let values = fields.mapValues(\.templateValue)
        return .success(
            RenderedMessage(
                subject: subject.map { Self.oneLine($0.render(values)) }, text: text?.render(values),
                html: html?.render(values), listUnsubscribe: listUnsubscribe.map { Self.oneLine($0.render(values)) }))
    }

    /// A header is one line, whatever a contact's field holds.
    private static func oneLine(_ subject: String) -> String {
        guard subject.contains(where: \.isNewline) else { return subject }
        return subject.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

struct RenderedMessage: Hashable, Sendable {
    var subject: String?
    var text: String?
    var html: String?
    var listUnsubscribe: String?
}

extension JSONValue {
    /// As the template library takes values: absent is an empty list, so that a section asks for presence.
    fileprivate var templateValue: Any {
        switch self {
        case .null: [Any]()
        case .bool(let flag): flag
        case .integer(let number): number
        case .number(let number): number
        case .string(let text): text
        case .array(let elements): elements.map(\.templateValue)
        case .object(let members): members.mapValues(\.templateValue)
        }
    }
}
