/// What stands at `/` where no page is plugged in: the way to what there is.
enum PlainPage {
    static let html = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Campanile</title>
        <h1>Campanile</h1>
        <ul>
        <li><a href="/api/v1/scheduled-campaigns">Campaigns</a>
        <li><a href="/api/v1/scheduled-campaigns/statistics/7d">The last 7 days</a>
        <li><a href="/metrics">Metrics</a>
        <li><a href="/healthz">Health</a>
        <li><a href="/openapi.json">What else can be asked for</a>
        </ul>
        </html>

        """
}
