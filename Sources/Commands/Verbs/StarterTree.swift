import CampaignFiles

/// What `init` writes: the smallest tree that shows a campaign from its file to its messages.
enum StarterTree {
    static let files: [(name: String, content: String)] = [
        (
            "_defaults.yaml",
            """
            # yaml-language-server: $schema=.schema/defaults.json
            # Settings that every campaign inherits.
            timezone: UTC
            contacts: { type: csv, path: contacts.csv, id: userId }
            lint:
              NO_RATE_LIMIT: off
              NO_QUIET_HOURS: off
              NO_NOTIFICATION: off
              NEVER_TESTED: off
              NO_END_DATE: off

            """
        ),
        (
            "hello.yaml",
            """
            # yaml-language-server: $schema=.schema/campaign.json
            # Says hello to everybody, every morning.
            campaignId: hello
            campaignName: Hello
            type: recurring
            schedule:
              recurring:
                pattern: daily
                timeOfDay: "09:00"
            targetAudience:
              type: all
            messageConfig:
              templateId: hello
              personalization: { enabled: true, fields: [firstName] }

            """
        ),
        ("templates/hello.mustache", "Good morning, {{firstName}}!\n"),
        (
            "contacts.csv",
            """
            userId,firstName,email
            ada,Ada,ada@example.com
            grace,Grace,grace@example.com
            linus,Linus,linus@example.com

            """
        ),
        (".schema/campaign.json", FileSchema.campaign.text()),
        (".schema/defaults.json", FileSchema.defaults.text()),
    ]
}
