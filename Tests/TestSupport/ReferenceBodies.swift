/// The create-request bodies of the reference, verbatim.
public enum ReferenceBodies {
    public static let oneTime = """
        {
          "campaignId": "camp456",
          "campaignName": "Holiday Special",
          "type": "one-time",
          "schedule": {
            "startDateTime": "2024-12-25T10:00:00Z"
          },
          "targetAudience": {
            "type": "all"
          },
          "messageConfig": {
            "templateId": "tmpl789"
          },
          "deliverySettings": {
            "priority": "high"
          }
        }
        """

    public static let recurring = """
        {
          "campaignId": "camp789",
          "campaignName": "Daily Tips",
          "type": "recurring",
          "schedule": {
            "recurring": {
              "pattern": "daily",
              "timeOfDay": "09:00",
              "timezone": "UTC",
              "endDate": "2024-12-31T23:59:59Z"
            }
          },
          "targetAudience": {
            "type": "segment",
            "segmentId": "seg456"
          },
          "messageConfig": {
            "templateId": "tmpl101",
            "variations": [
              {
                "name": "Morning",
                "templateId": "tmpl102",
                "weight": 50
              },
              {
                "name": "Standard",
                "templateId": "tmpl103",
                "weight": 50
              }
            ]
          }
        }
        """

    public static let triggered = """
        {
          "campaignId": "camp111",
          "campaignName": "Welcome Series",
          "type": "trigger-based",
          "schedule": {
            "triggers": [
              {
                "type": "user_event",
                "conditions": {
                  "event": "user_registered",
                  "source": "website"
                },
                "delay": {
                  "value": 1,
                  "unit": "hours"
                }
              }
            ]
          },
          "targetAudience": {
            "type": "dynamic",
            "dynamicCriteria": {
              "newUsers": true,
              "within": "24h"
            }
          },
          "messageConfig": {
            "templateId": "tmpl-welcome"
          }
        }
        """
}
