import CampaignModel

/// A template sees only the fields that `personalization.fields` names: any other name would leave a blank.
struct TemplateFields {
    private let allowed: [String]
    private let names: Set<String>
    private let findings: Findings

    init(_ personalization: Personalization?, findings: Findings) {
        let isEnabled = personalization.map { $0.enabled ?? true } ?? false
        allowed = isEnabled ? personalization?.fields ?? [] : []
        names = Set(allowed)
        self.findings = findings
    }

    /// Reports in the template's file, where the name stands.
    func check(_ templates: [SharedTemplate]) {
        var seen: Set<String> = []
        for template in templates where templates.count == 1 || seen.insert(template.template.id).inserted {
            for tag in template.tags where !isAllowed(tag) { report(tag, in: template.file) }
        }
    }

    private func isAllowed(_ tag: TemplateTag) -> Bool {
        tag.field == "." ? tag.isInSection : names.contains(tag.field)
    }

    private func report(_ tag: TemplateTag, in file: String) {
        guard !findings.isFull else { return findings.holdBack() }
        let message: String
        let hint: String
        if tag.field == "." {
            message = "'.' has no meaning outside of a section"
            hint = "name the field"
        } else {
            message = "the campaign doesn't hand the field '\(tag.field.prefix(60))' to its templates"
            hint =
                NearestName.question(tag.field, among: allowed)
                ?? "add '\(tag.field.prefix(60))' to messageConfig.personalization.fields"
        }
        findings.add(
            Diagnostic(
                severity: .error, code: .templateInvalid, message: message, file: file, line: tag.line,
                column: tag.column, hint: hint))
    }
}
