import CampaignModel
import Testing

struct TemplateScannerTests {
    @Test(arguments: [
        ("Hi {{firstName}}", ["firstName"]),
        ("{{{firstName}}} {{& lastName }}", ["firstName", "lastName"]),
        ("{{address.city}}", ["address"]),
        ("{{#firstName}}Hi {{firstName}}{{/firstName}}", []),
        ("{{#firstName}}{{lastName}}{{/firstName}}", ["lastName"]),
        ("{{^firstName}}{{firstName}}{{/firstName}}", []),
        ("{{#address}}{{address.city}}{{/address}}", []),
        ("{{#address.city}}{{address.zip}}{{/address.city}}", []),
        ("{{#items}}{{.}}{{/items}}", []),
        ("{{#firstName}}x{{/firstName}}{{firstName}}", ["firstName"]),
        ("{{#a}}{{#b}}{{a}}{{b}}{{c}}{{/b}}{{/a}}", ["c"]),
        ("{{! firstName }} no tags", []),
        ("{ {firstName} }", []),
    ])
    func `a field is needed where it is named outside a section that asks for it`(text: String, needed: [String]) {
        let scanner = TemplateScanner(text)
        #expect(scanner.tags.filter(\.isRequired).map(\.field) == needed)
        #expect(scanner.faults.isEmpty)
    }

    @Test
    func `a tag stands where it begins, counted in characters`() {
        let tags = TemplateScanner("über {{a}}\n  😀{{#b}}\n{{/b}}").tags
        #expect(tags.map(\.line) == [1, 2])
        #expect(tags.map(\.column) == [6, 4])
        #expect(tags.map(\.isInSection) == [false, false])
    }

    @Test(arguments: [
        "{{> partial}}", "{{=<% %>=}}", "{{$block}}", "{{<parent}}", "{{% CONTENT_TYPE:TEXT}}", "{{#open}}",
        "{{/never}}",
        "{{#a}}{{#b}}{{/a}}{{/b}}", "{{unclosed", "{{}}", "{{a b}}", "{{f(x)}}", "{{a..b}}", "{{ {{a}} }}", "{{{a}}",
    ])
    func `what would render as something else than it says is refused`(text: String) {
        #expect(!TemplateScanner(text).faults.isEmpty)
    }

    @Test
    func `sections nest sixteen deep and no deeper`() {
        func nested(_ depth: Int) -> String {
            let names = (0..<depth).map { "s\($0)" }
            return names.map { "{{#\($0)}}" }.joined() + names.reversed().map { "{{/\($0)}}" }.joined()
        }
        #expect(TemplateScanner(nested(16)).faults.isEmpty)
        #expect(!TemplateScanner(nested(17)).faults.isEmpty)
    }
}
