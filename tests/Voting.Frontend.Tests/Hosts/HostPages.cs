using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Contracts.Hosts;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests.Hosts;

/// <summary>Polls in every state, with results and logs, and the pages that show them.</summary>
internal static class HostPages
{
    public static IReadOnlyList<(string Name, string Path)> All { get; } =
    [
        ("list", "/host"), ("archived", "/host?archived=true"), ("new", "/host/new"), ("open-as-host", "/host/open?poll=pets"), ("sign-out", "/host/sign-out"),
        ("poll-open", "/host/polls/pets"), ("poll-draft", "/host/polls/draft"), ("poll-scheduled", "/host/polls/later"), ("poll-final", "/host/polls/done"),
        ("poll-codes", "/host/polls/club"), ("revoke", "/host/polls/club/codes/revoke?batch=1"), ("edit", "/host/polls/later/edit"), ("preview", "/host/polls/draft/preview"), ("close", "/host/polls/pets/close"), ("delete", "/host/polls/draft/delete"),
        ("front", "/"), ("join", "/j"), ("join-unknown", "/j?code=AAAAAA"), ("join-screen", "/join/K7M4QX"),
    ];

    public static void Fill(ApiStub api)
    {
        Add(api, "pets", "open", "Which pet shall the office get?", 128);
        Add(api, "food", "open", "Where do we eat on Friday?", 3);
        Add(api, "draft", "draft", "When shall the summer party begin, and who brings the music?", 0);
        Add(api, "later", "scheduled", "Who chairs the club in 2027?", 0);
        Add(api, "done", "closed", "Which colour for the new scarf?", 41);
        api.Hosting.Results["done"]["final"] = true;
        api.Polls["later"]["opensAt"] = "2099-01-01T08:00:00Z";
        api.Polls["pets"]["closesAt"] = "2099-01-01T08:00:00Z";
        Add(api, "club", "open", "Who chairs the club in 2027?", 2);
        api.Polls["club"]["voters"] = "codes";
        api.Codes.Make("club", 30);
        api.Polls["pets"]["description"] = "The office is closed at weekends.\nPictures: https://example.org/pets";
    }

    private static void Add(ApiStub api, string id, string state, string question, int votes)
    {
        api.Opens(id, change: poll =>
        {
            (poll["state"], poll["question"], poll["joinCode"], poll["visibility"], poll["method"]) = (state, question, "K7M4QX", "after-close", "plurality");
            poll["allowAbstain"] = true;
        });
        api.Hosting.Results[id] = new()
        {
            ["state"] = state, ["final"] = false, ["counted"] = votes, ["superseded"] = 2, ["rejected"] = 0, ["abstained"] = votes / 10,
            ["options"] = new JsonArray(
                new JsonObject { ["id"] = "cats", ["label"] = "Cats", ["ballots"] = votes / 2 },
                new JsonObject { ["id"] = "dogs", ["label"] = "Dogs", ["ballots"] = votes / 3 },
                new JsonObject { ["id"] = "fish", ["label"] = "Fish", ["ballots"] = votes / 6 }),
        };
        List<AuditEntry> log = [];
        foreach (var action in (string[])[AuditAction.Drafted, AuditAction.Changed, AuditAction.Opened])
        {
            var entry = new AuditEntry(log.Count + 1, DateTimeOffset.UtcNow, action, AuditActor.Host, string.Create(CultureInfo.InvariantCulture, $"version {log.Count + 1}"), "");
            log.Add(entry with { Hash = AuditChain.Hash(log.LastOrDefault()?.Hash ?? AuditChain.Start, id, entry) });
        }

        api.Hosting.Audit[id] = log;
    }
}
