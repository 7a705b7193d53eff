using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace AppHost.Commands;

/// <summary>A poll of every kind, opened through the public API: a new installation has something to show and to vote on.</summary>
internal static class SamplePolls
{
    private static readonly object[] _polls =
    [
        new { id = "sample-single", kind = "single", question = "Where shall we go on the trip?", options = Labels("To the sea", "To the mountains", "Into town") },
        new { id = "sample-multiple", kind = "multiple", maxChoices = 2, question = "Which two workshops do you want?", options = Labels("Pottery", "Chess", "Robots", "Theatre") },
        new { id = "sample-approval", kind = "approval", question = "On which days could we meet?", options = Labels("Monday", "Wednesday", "Friday", "Sunday") },
        new { id = "sample-ranking", kind = "ranking", question = "Who shall chair the club?", options = Labels("Ada", "Grace", "Katherine", "Margaret") },
        new { id = "sample-score", kind = "score", maxScore = 5, question = "How good were the lectures?", options = Labels("Opening", "Databases", "Networks") },
    ];

    /// <summary>How the command looks on the dashboard.</summary>
    public static CommandOptions Options { get; } = new()
    {
        IconName = "FormNew",
        Description = "Opens one poll of every kind: single, multiple, approval, ranking, score. Polls that are open already stay as they are.",
        UpdateState = context => context.ResourceSnapshot.HealthStatus is Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
    };

    /// <summary>The command itself, which authorizes with <paramref name="hostKey"/>.</summary>
    public static Func<ExecuteCommandContext, Task<ExecuteCommandResult>> With(IResourceBuilder<ParameterResource> hostKey) => async context =>
    {
        var cancellation = context.CancellationToken;
        var api = context.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>().Single(project => project.Name == "api");
        using var http = Client(new(api.GetEndpoint("http").Url), await hostKey.Resource.GetValueAsync(cancellation), new SocketsHttpHandler());
        return await OpenAsync(http, cancellation);
    };

    /// <summary>A client that asks again where the API says 503, no sooner than it says; the same poll may be sent twice.</summary>
    internal static HttpClient Client(Uri api, string? key, HttpMessageHandler network)
    {
        var retry = new ResiliencePipelineBuilder<HttpResponseMessage>().AddRetry(new HttpRetryStrategyOptions()).Build();
        var http = new HttpClient(new ResilienceHandler(retry) { InnerHandler = network }) { BaseAddress = api, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>Opens them one after the other, and says which answer stopped it.</summary>
    internal static async Task<ExecuteCommandResult> OpenAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            foreach (var poll in _polls)
            {
                using var answer = await http.PostAsJsonAsync("/api/v1/polls", poll, cancellation);
                if (!answer.IsSuccessStatusCode)
                {
                    return CommandResults.Failure($"The API answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellation)}");
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return CommandResults.Failure($"The API does not answer: {exception.Message}");
        }

        return CommandResults.Success($"{_polls.Length} sample polls are open.");
    }

    private static object[] Labels(params string[] labels) => [.. labels.Select(label => new { label })];
}
