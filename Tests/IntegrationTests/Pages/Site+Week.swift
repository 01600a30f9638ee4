import Foundation

extension Site {
    /// The sample tree after two rehearsed weeks, on a Monday afternoon: the newsletter is under way, one campaign reaches
    /// some of its contacts, another can't begin, one is paused, and of one the file is gone.
    static func afterTwoWeeks() throws -> Site {
        let site = try Site()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        try FileManager.default.removeItem(atPath: site.tree)
        try FileManager.default.copyItem(atPath: root + "/campaigns.d", toPath: site.tree)
        try site.write("templates/hello.mustache", "Hello {{firstName}}!\n")
        try site.write(
            "data/readers.csv",
            "userId,firstName\n" + (1...60).map { "r\($0),\($0 % 9 == 0 ? "" : "Reader \($0)")\n" }.joined())
        try site.write("segments/readers.yaml", "{ type: csv, path: data/readers.csv, id: userId }\n")
        try site.write("segments/vip.yaml", "{ type: csv, path: data/vip.csv, id: userId }\n")
        try site.write("data/vip.csv", "userId,firstName\nv1,Vera\nv2,Viktor\n")
        try site.write("win-back.yaml", campaign("win-back", "Win back", "readers", "[mon, thu]", "11:30"))
        try site.write("vip.yaml", campaign("vip-preview", "VIP Preview", "vip", "[tue, sat]", "18:00"))
        try site.write("gone.yaml", campaign("autumn-sale", "Autumn Sale", "readers", "[mon]", "07:00"))
        try site.write(
            "pulse.yaml",
            """
            campaignId: stock-pulse
            campaignName: Stock Pulse
            type: recurring
            schedule: { recurring: { pattern: cron, expression: "*/10 7-17 * * MON-FRI", timezone: Europe/Berlin }, catchUp: { policy: latest } }
            targetAudience: { type: segment, segmentId: vip }
            messageConfig: { templateId: hello, personalization: { enabled: true, fields: [firstName] } }
            deliverySettings: { quietHours: { enabled: true, start: "19:00", end: "06:00", timezone: Europe/Berlin } }

            """)
        try site.run("run", "--now", "2026-11-30T06:00:00Z")
        for day in ["11-30", "12-01", "12-02", "12-03", "12-04", "12-05", "12-06", "12-07", "12-08"] {
            try site.run("run", "--now", "2026-\(day)T09:01:00Z")
            try site.run("run", "--now", "2026-\(day)T18:31:00Z")
        }
        try site.run("pause", "night-owls")
        try site.remove("gone.yaml")
        try site.remove("data/vip.csv")
        for day in ["12-09", "12-10", "12-11", "12-12", "12-13"] {
            try site.run("run", "--now", "2026-\(day)T09:01:00Z")
            try site.run("run", "--now", "2026-\(day)T18:31:00Z")
        }
        try site.run("run", "--now", "2026-12-14T13:00:10Z")
        for minute in ["00", "01", "02"] { try site.run("run", "--now", "2026-12-14T15:\(minute):10Z") }
        return site
    }

    private static func campaign(
        _ id: String, _ name: String, _ segment: String, _ days: String, _ time: String
    ) -> String {
        """
        campaignId: \(id)
        campaignName: \(name)
        type: recurring
        schedule: { recurring: { pattern: weekly, daysOfWeek: \(days), timeOfDay: "\(time)", timezone: America/New_York } }
        targetAudience: { type: segment, segmentId: \(segment) }
        messageConfig: { templateId: hello, personalization: { enabled: true, fields: [firstName] } }

        """
    }
}
