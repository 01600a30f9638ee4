import CampaignModel

/// Reads a file of `templates/`: `ID.mustache` is a plain text body, `ID.yaml` has a subject, a text and an html.
struct TemplateReader {
    let findings: Findings
    let id: String

    func readBody(_ bytes: UnsafeBufferPointer<UInt8>) -> SharedTemplate? {
        let range: Range<Int>
        do {
            range = try SourceText(bytes, breaks: .lineFeeds).range
        } catch {
            findings.add(error)
            return nil
        }
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard !text.isEmpty else {
            add(TemplateFault(message: "the template is empty", hint: "write the message into it", line: 1, column: 1))
            return nil
        }
        let tags = tags(in: text, at: .wholeFile)
        return SharedTemplate(file: findings.file, template: Template(id: id, text: text), tags: tags)
    }

    func readFields(_ root: YAMLNode, source: UnsafeBufferPointer<UInt8>) -> SharedTemplate? {
        let fields = Fields(findings: findings, own: root, place: root, definition: .template)
        fields.checkSchemaName()
        var template = Template(id: id)
        template.subject = fields.string("subject")
        template.text = fields.string("text")
        template.html = fields.string("html")
        template.parseMode = fields.choice("parseMode")
        template.listUnsubscribe = fields.string("listUnsubscribe")
        fields.requireParts()
        var tags: [TemplateTag] = []
        let parts: [(StaticString, String?)] = [
            ("subject", template.subject), ("text", template.text), ("html", template.html),
            ("listUnsubscribe", template.listUnsubscribe),
        ]
        for (key, text) in parts {
            guard let text, let node = fields.node(key) else { continue }
            tags += self.tags(in: text, at: TextPlace(node, text: text, source: source))
        }
        return SharedTemplate(
            file: findings.file, template: template, tags: tags, line: Int(root.line), column: Int(root.column))
    }

    private func tags(in text: String, at place: TextPlace) -> [TemplateTag] {
        let scanner = TemplateScanner(text)
        for var fault in scanner.faults {
            (fault.line, fault.column) = place.inFile(line: fault.line, column: fault.column)
            add(fault)
        }
        return scanner.tags.map { tag in
            var tag = tag
            (tag.line, tag.column) = place.inFile(line: tag.line, column: tag.column)
            return tag
        }
    }

    private func add(_ fault: TemplateFault) {
        findings.add(
            Diagnostic(
                severity: .error, code: .templateInvalid, message: fault.message, file: findings.file, line: fault.line,
                column: fault.column, hint: fault.hint))
    }
}
