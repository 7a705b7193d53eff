using System.Globalization;
using Voting.Counting;

namespace Voting.Count;

/// <summary>Plurality and approval as JSON and as text.</summary>
internal static class ChoiceReport
{
    public static Counted Plurality(Election election, ChoiceBallots ballots)
    {
        var result = ChoiceCount.Count(ballots);
        var withdrawn = election.File.Rankings?.Withdrawn ?? [];
        return new Counted("plurality", "",
            json =>
            {
                json.Options("winners", result.WinnersWithTied);
                json.Votes("votes", ballots.Votes.Select((votes, option) => KeyValuePair.Create(option, votes)).Where(pair => !withdrawn.Contains(pair.Key)));
                json.WriteNumber("blank", ballots.Blank);
                json.WriteNumber("overvoted", ballots.Invalid);
            },
            text =>
            {
                Tell(text, election, result, ballots);
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {ballots.Blank} blank, {ballots.Invalid} with several marks at the first rank"));
            });
    }

    public static Counted Approval(Election election, ChoiceBallots ballots)
    {
        var result = ChoiceCount.Count(ballots, Math.Min(election.Seats, election.Names.Count));
        return new Counted("approval", "",
            json =>
            {
                json.Options("winners", result.WinnersWithTied);
                json.Votes("votes", ballots.Votes);
                if (ballots.Ballots is { } total)
                {
                    json.WriteNumber("ballots", total);
                }
            },
            text => Tell(text, election, result, ballots));
    }

    /// <summary>Approved is what a ballot ranks above the default option.</summary>
    public static Counted AboveDefault(Election election, PairwiseMatrix matrix, int notAnOption)
    {
        var ballots = new ChoiceBallots([.. Enumerable.Range(0, matrix.Options).Select(option => matrix[option, notAnOption])], null);
        var result = ChoiceCount.Count(ballots, notOptions: [notAnOption]);
        return new Counted("approval", "",
            json =>
            {
                json.Options("winners", result.WinnersWithTied);
                json.Votes("votes", ballots.Votes.Select((votes, option) => KeyValuePair.Create(option, votes)).Where(pair => pair.Key != notAnOption));
                json.WriteNumber("notAnOption", notAnOption + 1);
            },
            text => Tell(text, election, result, ballots));
    }

    private static void Tell(TextWriter text, Election election, ChoiceResult result, ChoiceBallots ballots)
    {
        text.WriteLine($"  {ResultSentence.Of(result, election.Names)}");
        Words.Table(text, election, ballots.Votes.Select((votes, option) => KeyValuePair.Create(option, (decimal)votes)));
    }
}
