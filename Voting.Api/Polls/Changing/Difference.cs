using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Changing;

/// <summary>What a change changes, for the audit log: the members by name, times with their value.</summary>
internal static class Difference
{
    public static string Words(PollDefinition current, PollDefinition next)
    {
        List<string> members = [];
        Add(current.Question != next.Question, "question");
        Add(current.Description != next.Description, "description");
        Add(current.Kind != next.Kind, "kind");
        Add(!current.Options.SequenceEqual(next.Options), "options");
        Add((current.MinChoices, current.MaxChoices, current.MaxScore) != (next.MinChoices, next.MaxChoices, next.MaxScore), "limits of choices and scores");
        Add(current.AllowAbstain != next.AllowAbstain, "allowAbstain");
        Add((current.CountedBy, current.SeatCount) != (next.CountedBy, next.SeatCount), "method and seats");
        Add((current.TiesGoBy, current.WinningShare, current.Quorum) != (next.TiesGoBy, next.WinningShare, next.Quorum), "tie-break rule and threshold");
        Add(current.ShownTo != next.ShownTo, "visibility");
        Add((current.Admits, current.IsChangeAllowed) != (next.Admits, next.IsChangeAllowed), "who may vote");
        Add(current.IsListed != next.IsListed, next.IsListed ? "listed" : "unlisted");
        Add(current.OpensAt != next.OpensAt, $"opensAt {PollTime.Text(next.OpensAt) ?? "none"}");
        Add(current.ClosesAt != next.ClosesAt, $"closesAt {PollTime.Text(next.ClosesAt) ?? "none"}");
        return $"version {next.Version}: {(members.Count > 0 ? string.Join(", ", members) : "nothing changed")}";

        void Add(bool changed, string member)
        {
            if (changed)
            {
                members.Add(member);
            }
        }
    }
}
