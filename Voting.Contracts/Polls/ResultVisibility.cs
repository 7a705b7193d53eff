using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>Who sees the results of a poll, and when. The host always does.</summary>
[JsonConverter(typeof(ResultVisibilityConverter))]
public enum ResultVisibility
{
    /// <summary>Everyone, from the first ballot on.</summary>
    Live,

    /// <summary>While the poll is open only who shows a receipt of it; everyone after it has closed.</summary>
    AfterVote,

    /// <summary>Everyone, once the result is final.</summary>
    AfterClose,

    /// <summary>Nobody but the host.</summary>
    HostOnly,
}

/// <summary>Visibilities in lower case with hyphens (<c>after-vote</c>), as in every contract.</summary>
public sealed class ResultVisibilityConverter() : JsonStringEnumConverter<ResultVisibility>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

/// <summary>The one rule for who sees results: pages, API, event streams and exports ask it.</summary>
public static class ResultVisibilityRules
{
    /// <summary>Whether results are shown.</summary>
    /// <param name="visibility">What the poll says.</param>
    /// <param name="state">Where the poll stands (<see cref="PollState"/>).</param>
    /// <param name="hasVoted">Whether the reader showed a receipt of this poll.</param>
    /// <param name="isHost">Whether the reader is a host of this poll or the administrator.</param>
    public static bool Shows(this ResultVisibility visibility, string state, bool hasVoted, bool isHost) => isHost || visibility switch
    {
        ResultVisibility.Live => true,
        ResultVisibility.AfterVote => hasVoted || state is PollState.Closed or PollState.Final,
        ResultVisibility.AfterClose => state is PollState.Final,
        ResultVisibility.HostOnly => false,
        _ => throw new ArgumentOutOfRangeException(nameof(visibility), visibility, null),
    };

    /// <summary>Why results are hidden, in words for who asked.</summary>
    public static string Reason(this ResultVisibility visibility) => visibility switch
    {
        ResultVisibility.AfterVote => "The result is shown to who has voted, and to everyone after the poll has closed.",
        ResultVisibility.AfterClose => "The host shows the result after the poll has closed.",
        _ => "The host shows the result to nobody.",
    };

    /// <summary>The visibility by its name in the contracts: <c>after-vote</c>. A name from elsewhere hides the result: what is not understood is not given away.</summary>
    public static ResultVisibility Read(string name)
        => Enum.GetValues<ResultVisibility>().Cast<ResultVisibility?>().FirstOrDefault(known => JsonNamingPolicy.KebabCaseLower.ConvertName($"{known}") == name)
            ?? ResultVisibility.HostOnly;
}
