using System.Net;
using System.Net.Http.Headers;
using AppHost.Commands;
using Aspire.Hosting.ApplicationModel;

namespace AppHost.Tests;

/// <summary>The command that opens the sample, against an API that answers what a test wants.</summary>
public sealed class SamplePollsTests
{
    [Fact]
    public async Task A_store_that_is_away_for_a_moment_does_not_fail_the_command()
    {
        var api = new FakeApi(HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable);

        var result = await OpenAsync(api);

        Assert.True(result.Success, result.Message);
        Assert.Equal(2 + 5, api.Requests);
    }

    [Fact]
    public async Task A_refusal_fails_the_command_at_once_and_is_shown()
    {
        var api = new FakeApi(HttpStatusCode.Unauthorized);

        var result = await OpenAsync(api);

        Assert.False(result.Success);
        Assert.Contains("401", result.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Requests);
    }

    [Fact]
    public async Task A_store_that_stays_away_fails_the_command_after_a_few_tries()
    {
        var api = new FakeApi([.. Enumerable.Repeat(HttpStatusCode.ServiceUnavailable, 100)]);

        var result = await OpenAsync(api);

        Assert.False(result.Success);
        Assert.Contains("503", result.Message, StringComparison.Ordinal);
        Assert.InRange(api.Requests, 2, 10);
    }

    private static async Task<ExecuteCommandResult> OpenAsync(FakeApi api)
    {
        using var http = SamplePolls.Client(new("http://api.test"), "key", api);
        return await SamplePolls.OpenAsync(http, TestContext.Current.CancellationToken);
    }

    /// <summary>Answers these one after the other, then 201.</summary>
    private sealed class FakeApi(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = new HttpResponseMessage(Requests < answers.Length ? answers[Requests] : HttpStatusCode.Created);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMilliseconds(1));
            Requests++;
            return Task.FromResult(answer);
        }
    }
}
