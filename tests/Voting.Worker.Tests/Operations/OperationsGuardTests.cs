using System.Net;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Operations;

/// <summary>The operations are for who has the administrator key, and for no web page.</summary>
[Collection(SharedServers.Name)]
public sealed class OperationsGuardTests(Servers servers)
{
    private static readonly (HttpMethod Method, string Path)[] _operations =
    [
        (HttpMethod.Get, "/operations/recount"),
        (HttpMethod.Get, "/operations/dead-letters"),
        (HttpMethod.Post, "/operations/dead-letters/replay"),
    ];

    [Theory]
    [InlineData("administrator", HttpStatusCode.OK)]
    [InlineData("administrator by address", HttpStatusCode.OK, "Host", "127.0.0.1:8080")]
    [InlineData("administrator by a configured name", HttpStatusCode.OK, "Host", "worker.internal")]
    [InlineData("administrator from the address bar", HttpStatusCode.OK, "Sec-Fetch-Site", "none")]
    [InlineData("administrator from the same origin", HttpStatusCode.OK, "Origin", "http://localhost")]
    [InlineData("a page of another site", HttpStatusCode.Forbidden, "Sec-Fetch-Site", "cross-site")]
    [InlineData("a page of another port", HttpStatusCode.Forbidden, "Sec-Fetch-Site", "same-site")]
    [InlineData("a page of another origin", HttpStatusCode.Forbidden, "Origin", "http://evil.example")]
    [InlineData("a sandboxed page", HttpStatusCode.Forbidden, "Origin", "null")]
    [InlineData("a rebound name", HttpStatusCode.Forbidden, "Host", "evil.example")]
    [InlineData("no key", HttpStatusCode.Unauthorized, "Authorization", "")]
    [InlineData("a wrong key", HttpStatusCode.Unauthorized, "Authorization", "Bearer administrator-key-of-the-testz")]
    [InlineData("another scheme", HttpStatusCode.Unauthorized, "Authorization", "Basic administrator-key-of-the-tests")]
    public async Task Only_the_administrator_key_opens_the_operations_and_no_web_page_does(string who, HttpStatusCode status, string header = "", string value = "")
    {
        await using var path = await servers.VotePathAsync();
        var worker = path.StartWorker(settings: ("Operations:Hosts", "worker.internal, other.internal"));
        using var client = worker.CreateAdministrator();
        foreach (var (method, operation) in _operations)
        {
            using var request = new HttpRequestMessage(method, new Uri(operation, UriKind.Relative));
            if (header is "Authorization")
            {
                client.DefaultRequestHeaders.Remove(header);
            }

            if (header.Length > 0 && value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(header, value);
            }

            using var response = await client.SendAsync(request);
            Assert.True(status == response.StatusCode, $"{who}: {operation} answered {response.StatusCode}.");
        }
    }

    [Theory]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Bearer administrator-key-of-the-tests")]
    public async Task Without_a_configured_key_nobody_gets_in(string authorization)
    {
        await using var path = await servers.VotePathAsync();
        using var client = path.StartWorker(settings: ("Administrator:Key", "")).CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        using var response = await client.GetAsync(new Uri("/operations/recount", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
