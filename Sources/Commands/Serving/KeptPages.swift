import Synchronization

/// Overviews that were long in the making: whoever else asks within the second gets the same.
final class KeptPages: Sendable {
    private struct Page {
        var html: String
        var until: ContinuousClock.Instant
    }

    /// By how many campaigns are passed over.
    private let pages = Mutex<[Int: Page]>([:])

    func page(skip: Int, _ make: () throws -> String?) rethrows -> String? {
        if let page = pages.withLock({ $0[skip] }), ContinuousClock.now < page.until { return page.html }
        let before = ReadingBudget.spentByThread
        let html = try make()
        let until = ReadingBudget.keeps(after: ReadingBudget.spentByThread - before)
        pages.withLock { pages in
            let now = ContinuousClock.now
            pages = pages.filter { now < $0.value.until }
            if let html, now < until { pages[skip] = Page(html: html, until: until) }
        }
        return html
    }
}
