/// What all campaigns came to, by period.
struct StatisticsSection {
    let periods: [PeriodFigures]

    var markup: Markup {
        Section.of("statistics", "Statistics") {
            NumberTable.of(
                "Statistics by period", "statistics", head: ["The last", "Runs", "Sent", "Delivered", "Rate"]
            ) {
                for period in periods {
                    tag("tr") {
                        tag("th", .row) { period.name }
                        NumberTable.number(period.totals.totalRuns)
                        NumberTable.number(period.totals.messagesSent)
                        NumberTable.number(period.totals.delivered)
                        tag("td", .class("number")) {
                            Wording.rate(delivered: period.totals.delivered, sent: period.totals.messagesSent)
                        }
                    }
                }
            }
        }
    }
}
