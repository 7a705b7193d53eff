using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Voting.Api.Door;

namespace Voting.Api.Tests.Polls;

public sealed class OrganiserHostTests
{
    private const string Key = "organiser-key-of-the-tests";

    [Theory]
    [InlineData("", "vote.example.com", true)]
    [InlineData("admin.example.com", "admin.example.com", true)]
    [InlineData("admin.example.com", "ADMIN.example.com:8443", true)]
    [InlineData("admin.example.com", "vote.example.com", false)]
    [InlineData("admin.example.com", "admin.example.com.evil.example", false)]
    [InlineData("admin.example.com", "", false)]
    public async Task Where_the_organiser_has_a_host_the_key_is_taken_there_alone(string configured, string asked, bool taken)
    {
        var passed = false;
        var gate = new OrganiserGate(
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            Options.Create(new OrganiserOptions { Key = Key, Host = configured }));
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.SetEndpoint(new(null, new(new OrganiserOnly()), "organiser only"));
        context.Request.Host = new(asked);
        context.Request.Headers.Authorization = $"Bearer {Key}";

        await gate.InvokeAsync(context);

        Assert.Equal((taken, taken ? 200 : 401), (passed, context.Response.StatusCode));
    }
}
