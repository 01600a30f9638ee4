/// What the reference answers, verbatim.
public enum ReferenceResponses {
    public static let list = """
        {
          "success": true,
          "data": [
            {
              "_id": "sched123",
              "campaignId": "camp123",
              "campaignName": "Weekly Newsletter",
              "type": "recurring",
              "schedule": {
                "recurring": {
                  "pattern": "weekly",
                  "daysOfWeek": [1],
                  "timeOfDay": "10:00",
                  "timezone": "America/New_York",
                  "endDate": null,
                  "maxOccurrences": null
                }
              },
              "targetAudience": {
                "type": "segment",
                "segmentId": "seg123"
              },
              "status": "active",
              "execution": {
                "nextRunAt": "2024-06-24T14:00:00Z",
                "lastRunAt": "2024-06-17T14:00:00Z",
                "runCount": 12
              },
              "statistics": {
                "totalRuns": 12,
                "totalMessagesSent": 24000,
                "avgDeliveryRate": 95.5
              }
            }
          ]
        }
        """

    public static let get = """
        {
          "success": true,
          "data": {
            "_id": "sched123",
            "campaignId": "camp123",
            "campaignName": "Weekly Newsletter",
            "type": "recurring",
            "schedule": {
              "recurring": {
                "pattern": "weekly",
                "daysOfWeek": [1],
                "timeOfDay": "10:00",
                "timezone": "America/New_York"
              }
            },
            "targetAudience": {
              "type": "segment",
              "segmentId": "seg123"
            },
            "messageConfig": {
              "templateId": "tmpl123",
              "personalization": {
                "enabled": true,
                "fields": ["firstName", "preferences"]
              }
            },
            "deliverySettings": {
              "priority": "normal",
              "rateLimiting": {
                "enabled": true,
                "messagesPerHour": 1000
              },
              "quietHours": {
                "enabled": true,
                "start": "22:00",
                "end": "08:00",
                "timezone": "UTC"
              }
            },
            "notifications": {
              "onComplete": {
                "enabled": true,
                "channels": ["email"],
                "recipients": ["admin@example.com"]
              }
            }
          }
        }
        """
}
