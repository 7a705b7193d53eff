using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;

namespace Voting.Api.Tests.Codes;

/// <summary>Polls with voting codes, and votes with them.</summary>
internal static class CodePolls
{
    public const string Once = "\"voters\":\"codes\",\"allowChange\":false";
    public const string Changeable = "\"voters\":\"codes\"";

    public static async Task<string[]> AddCodesAsync(this ApiClient api, string poll, int count)
    {
        var added = await api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes", $$"""{"count":{{count}}}""");
        Assert.True(added.Status == 200, added.Text);
        return [.. added.Json["codes"]!.AsArray().Select(code => (string)code!)];
    }

    public static Task<Answer> CastCodeAsync(this ApiClient api, string poll, string code, string choice = "cats", string? key = null)
        => api.CastAsync(poll, $$"""{"code":"{{code}}","choices":["{{choice}}"]}""", key);

    public static Task<Answer> RevokeAsync(this ApiClient api, string poll, params string[] codes)
        => api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes/revoke", $$"""{"codes":["{{string.Join("\",\"", codes)}}"]}""");

    /// <summary>A code that is none of any poll here, with a good check character.</summary>
    public static string Guess() => VotingCode.Written(VotingCode.Create());

    public static void AssertCode(this Answer answer, int status, string code)
    {
        answer.AssertProblem(status);
        Assert.Equal(code, (string?)answer.Json["code"]);
    }
}
