import CampaignModel
import Delivery
import ScheduleEngine
import TestSupport
import Testing

struct MessageComposerTests {
    private let nine = at("2026-06-01T09:00:00Z")

    private func composer(
        _ template: Template, fields: [String] = ["name"], channel: ChannelDeclaration = .builtInOutbox
    ) throws -> MessageComposer {
        var declaration = Samples.declaration(fields: fields, channel: channel)
        declaration.templates = ["hello": template]
        return try MessageComposer(declaration: declaration, scheduledFor: nine)
    }

    private func text(_ source: String, _ fields: [String: JSONValue], visible: [String] = ["name"]) throws -> String? {
        let composer = try composer(Template(id: "hello", text: source), fields: visible)
        return try composer.compose(Samples.delivery(fields: fields)).get().text
    }

    private static let nasty = "<a href=\"x\">& 'b' *_[`.!-(1+1=2)"

    @Test
    func `plain text is taken as it is, whatever it holds`() throws {
        #expect(try text("Hi {{name}}, {{{name}}}", ["name": .string(Self.nasty)]) == "Hi \(Self.nasty), \(Self.nasty)")
        #expect(try text("{{name}}", ["name": .string("{{other}} {{#x}}")]) == "{{other}} {{#x}}")
    }

    @Test
    func `HTML is escaped in html alone, the subject and the text beside it are not`() throws {
        let composer = try composer(
            Template(id: "hello", subject: "{{name}}", text: "{{name}}", html: "<b>{{name}}</b>{{{name}}}"))
        let message = try composer.compose(Samples.delivery(fields: ["name": .string("<&\"'>")])).get()
        #expect(message.subject == "<&\"'>")
        #expect(message.text == "<&\"'>")
        #expect(message.html == "<b>&lt;&amp;&quot;&#39;&gt;</b><&\"'>")
    }

    @Test
    func `a combining mark doesn't carry a quote or a bracket past the escaping`() throws {
        let html = try composer(Template(id: "hello", html: "<a title=\"{{name}}\">"))
        let message = try html.compose(Samples.delivery(fields: ["name": .string("\"\u{301}<\u{338}&\u{20D2}")])).get()
        #expect(message.html == "<a title=\"&quot;\u{301}&lt;\u{338}&amp;\u{20D2}\">")
        let markdown = try composer(Template(id: "hello", text: "{{name}}", parseMode: .markdownV2))
        let marked = Samples.delivery(fields: ["name": .string("#\u{FE0F}\u{20E3} *\u{301}")])
        let keycap = try markdown.compose(marked).get()
        #expect(keycap.text == "\\#\u{FE0F}\u{20E3} \\*\u{301}")
    }

    @Test
    func `MarkdownV2 has a backslash before each of its characters`() throws {
        let special = "_*[]()~`>#+-=|{}.!\\"
        var channel = ChannelDeclaration(id: "tg", type: .telegram)
        channel.parseMode = .markdownV2
        let escaped = special.map { "\\\($0)" }.joined()
        for (template, channel) in [
            (Template(id: "hello", text: "*{{name}}*", parseMode: .markdownV2), ChannelDeclaration.builtInOutbox),
            (Template(id: "hello", text: "*{{name}}*"), channel),
        ] {
            let message = try composer(template, channel: channel)
                .compose(Samples.delivery(fields: ["name": .string("aé\(special)")])).get()
            #expect(message.text == "*aé\(escaped)*")
        }
    }

    @Test
    func `the template's parse mode goes before the channel's`() throws {
        var channel = ChannelDeclaration(id: "tg", type: .telegram)
        channel.parseMode = .markdownV2
        let message = try composer(Template(id: "hello", text: "{{name}}", parseMode: .html), channel: channel)
            .compose(Samples.delivery(fields: ["name": .string("a.b<")])).get()
        #expect(message.text == "a.b&lt;")
    }

    @Test(arguments: [
        ("Ann", "Hi Ann"), ("Ann\r\nBcc: all@example.com", "Hi Ann Bcc: all@example.com"),
        ("Ann\nBob\n", "Hi Ann Bob"), ("a\rb", "Hi a b"), ("a\u{0B}b\u{0C}c", "Hi a b c"),
        ("a\u{2028}b\u{85}c\u{2029}", "Hi a b c"),
    ])
    func `a subject is one line, whatever a contact's field holds`(name: String, subject: String) throws {
        let composer = try composer(Template(id: "hello", subject: "Hi {{name}}", text: "x"))
        #expect(try composer.compose(Samples.delivery(fields: ["name": .string(name)])).get().subject == subject)
    }

    @Test(arguments: [[:], ["name": .null], ["other": .string("x")]] as [[String: JSONValue]])
    func `a recipient that lacks a needed field fails with that reason`(fields: [String: JSONValue]) throws {
        let template = Template(id: "hello", subject: "{{name}}", text: "Hi {{name}} {{city}}")
        let composer = try composer(template, fields: ["name", "city"])
        #expect(
            composer.compose(Samples.delivery(fields: fields))
                == .failure(CompositionFailure(reason: "the recipient lacks what the template needs: city, name")))
    }

    @Test
    func `a section that asks for the field needs none`() throws {
        let source = "Hi{{#name}} {{name}}{{/name}}{{^name}} you{{/name}}!"
        #expect(try text(source, [:]) == "Hi you!")
        #expect(try text(source, ["name": .string("Ann")]) == "Hi Ann!")
        #expect(try text(source, ["name": .null]) == "Hi you!")
    }

    @Test
    func `a field that personalization doesn't name is invisible`() throws {
        #expect(try text("{{#city}}{{city}}{{/city}}-", ["city": .string("Bonn")]) == "-")
        var declaration = Samples.declaration(text: "{{#name}}{{name}}{{/name}}-", fields: ["name"])
        declaration.campaign.messageConfig.personalization?.enabled = false
        let composer = try MessageComposer(declaration: declaration, scheduledFor: nine)
        #expect(try composer.compose(Samples.delivery(fields: ["name": .string("Ann")])).get().text == "-")
    }

    @Test
    func `values of every kind are put as people write them`() throws {
        let fields: [String: JSONValue] = [
            "n": .integer(-5), "d": .number(1.5), "b": .bool(true), "f": .bool(false),
            "list": .array([.string("a"), .integer(2)]), "o": .object(["city": .string("Bonn")]),
        ]
        let source = "{{n}} {{d}} {{#b}}yes{{/b}}{{^f}} no{{/f}} {{#list}}[{{.}}]{{/list}} {{o.city}}"
        #expect(try text(source, fields, visible: Array(fields.keys)) == "-5 1.5 yes no [a][2] Bonn")
    }

    @Test(arguments: ["\nHello", "\r\nHello", "  Hello\n", "Hello\n\n", "\n\n{{name}}\n"])
    func `the text's own blank lines and spaces stay`(source: String) throws {
        #expect(try text(source, ["name": .string("Ann")]) == source.replacing("{{name}}", with: "Ann"))
    }

    @Test
    func `a section tag alone on the first line takes no line, as on any other`() throws {
        let source = "{{#name}}\nHi {{name}}\n{{/name}}\nBye\n"
        #expect(try text(source, ["name": .string("Ann")]) == "Hi Ann\nBye\n")
        #expect(try text("First\n" + source, ["name": .string("Ann")]) == "First\nHi Ann\nBye\n")
    }

    @Test
    func `the variation chooses the template, and goes with the message`() throws {
        var declaration = Samples.declaration()
        declaration.campaign.messageConfig.variations = [Variation(name: "Morning", templateId: "t2")]
        declaration.templates["t2"] = Template(id: "t2", text: "Good morning")
        let composer = try MessageComposer(declaration: declaration, scheduledFor: nine)
        let morning = try composer.compose(Samples.delivery(variation: "Morning")).get()
        #expect(morning.text == "Good morning" && morning.templateId == "t2" && morning.variation == "Morning")
        #expect(try composer.compose(Samples.delivery()).get().templateId == "hello")
    }

    @Test
    func `the idempotency key is the same for each try and differs with campaign, occurrence and recipient`() throws {
        func key(
            _ id: String = "a", _ moment: String = "2026-06-01T09:00:00Z", _ user: String = "u1", attempts: Int = 0
        ) throws -> String {
            let declaration = Samples.declaration(Samples.campaign(id))
            let composer = try MessageComposer(declaration: declaration, scheduledFor: at(moment))
            return try composer.compose(Samples.delivery(user, attempts: attempts)).get().idempotencyKey
        }
        let first = try key()
        #expect(try key(attempts: 2) == first)
        let others = [try key("b"), try key("a", "2026-06-01T09:00:01Z"), try key("a", "2026-06-01T09:00:00Z", "u2")]
        #expect(Set(others + [first]).count == 4)
        #expect(first == StableHash.idempotencyKey(campaignId: "a", scheduledFor: nine, recipientId: "u1"))
    }

    @Test
    func `a template that can't be compiled is an error that names it`() {
        let error = #expect(throws: DeliveryError.self) { _ = try composer(Template(id: "hello", text: "{{#open}}")) }
        #expect(error?.description.contains("'hello'") == true)
    }
}
