import Crypto
import Foundation
import StatusPages
import TestSupport
import Testing

/// What a reader needs who has no colours, no mouse, no large screen or no screen at all; and what a browser may not do.
@Suite struct AccessibilityTests {
    private static let pages = [
        SamplePages.overview(faults: 3).html(), SamplePages.campaign().html(),
        SamplePages.overview(ids: (0..<30).map { "campaign-\($0)" }, total: 300).html(),
    ]

    @Test(arguments: pages) func `every drawing says in words what it shows, or is none of a reader's business`(
        page: String
    ) throws {
        let page = try ReadPage(page)
        let drawings = page.all("svg").filter { $0.attributes["aria-hidden"] != "true" }
        #expect(drawings.count > 2)
        for drawing in drawings {
            #expect(drawing.attributes["role"] == "img")
            let title = page.all("title").first { page.parent(of: $0)?.attributes == drawing.attributes }
            #expect(title?.text.isEmpty == false)
        }
    }

    @Test(arguments: pages) func `every heading of a table says what it heads, and every table what it shows`(
        page: String
    ) throws {
        let page = try ReadPage(page)
        #expect(!page.all("th").isEmpty)
        #expect(page.all("th").allSatisfy { ["row", "col"].contains($0.attributes["scope"]) })
        #expect(page.all("th").filter { $0.attributes["scope"] == "col" }.allSatisfy { !$0.text.isEmpty })
        #expect(page.all("caption").count == page.all("table").count)
    }

    @Test(arguments: pages) func `a state is a word, beside its shape`(page: String) throws {
        let states = try ReadPage(page).all("span").filter { $0.attributes["class"]?.hasPrefix("status") == true }
        #expect(states.count > 2)
        #expect(states.allSatisfy { !$0.text.isEmpty })
    }

    @Test(arguments: pages) func `headings descend one by one, below a single first one`(page: String) throws {
        let levels = try ReadPage(page).elements.compactMap { element in
            element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
        }
        #expect(levels.first == 1)
        #expect(levels.count { $0 == 1 } == 1)
        for (level, next) in zip(levels, levels.dropFirst()) { #expect(next <= level + 1) }
    }

    @Test(arguments: pages) func `it has landmarks, a language, a way to skip to the content, and no id twice`(
        page: String
    ) throws {
        let page = try ReadPage(page)
        #expect(page.all("html").first?.attributes["lang"] == "en")
        for landmark in ["header", "main", "footer"] { #expect(page.all(landmark).count == 1, "\(landmark)") }
        #expect(page.all("a").first?.attributes["href"] == "#main")
        #expect(page.all("main").first?.attributes["id"] == "main")
        let ids = page.elements.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        let references =
            page.elements.compactMap { $0.attributes["aria-labelledby"] }
            + page.all("use").compactMap { $0.attributes["href"].map { String($0.dropFirst()) } }
        #expect(Set(references).isSubset(of: ids))
    }

    @Test(arguments: pages) func `nothing in it is run, styled in place, or loaded from elsewhere`(page: String) throws
    {
        let page = try ReadPage(page)
        for name in ["script", "iframe", "object", "embed", "img", "form", "base"] { #expect(page.all(name).isEmpty) }
        for element in page.elements {
            for (name, value) in element.attributes {
                #expect(name != "style" && !name.hasPrefix("on"), "\(element.name) \(name)")
                if name == "src" || name == "href" || name == "srcset" {
                    #expect(!value.contains("//") || value.hasPrefix("data:"), "\(element.name) \(value)")
                }
            }
        }
        #expect(page.all("meta").allSatisfy { $0.attributes["http-equiv"] == nil })
        #expect(page.all("link").allSatisfy { $0.attributes["href"]?.hasPrefix("data:") == true })
    }

    @Test(arguments: pages) func `the policy allows the very style sheet that stands in the page`(page: String) throws {
        let css = try #require(try ReadPage(page).all("style").first?.text)
        let hash = Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString()
        #expect(ContentSecurityPolicy.value.contains("style-src 'sha256-\(hash)'"))
        #expect(ContentSecurityPolicy.value.hasPrefix("default-src 'none';"))
        // HTML reads a style sheet as it stands, XML doesn't.
        #expect(!css.contains { "<&>".contains($0) })
        #expect(!css.contains("url(") && !css.contains("@import"))
    }
}
