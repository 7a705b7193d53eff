using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AppHost.Tests;

/// <summary>A vote's whole way, in the running system.</summary>
public sealed class VotingTests(RunningSystem system, Browser browser) : IClassFixture<RunningSystem>, IClassFixture<Browser>
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task A_vote_in_the_form_is_seen_on_the_live_results_page() => browser.Chromium.VisitAsync(nameof(A_vote_in_the_form_is_seen_on_the_live_results_page), async results =>
    {
        using var api = system.Api();
        var before = await api.CountedAsync();

        await results.GotoAsync(new Uri(system.Address("results"), "polls/pets").ToString());
        await Expect(results.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Cats or dogs?");

        var ballot = await results.Context.NewPageAsync();
        await ballot.GotoAsync(system.Address("frontend").ToString());
        await ballot.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync();
        await ballot.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(ballot.GetByText("accepted", new() { Exact = false }).First).ToBeVisibleAsync();

        // Not reloaded: the page is pushed to.
        await api.WaitForCountAsync(before + 1);
        await Expect(results.GetByText($"{before + 1}", new() { Exact = false }).First).ToBeVisibleAsync();
    });

    [Fact]
    public async Task Votes_accepted_while_the_worker_is_down_are_counted_when_it_is_back()
    {
        using var deadline = new CancellationTokenSource(_patience);
        using var api = system.Api();
        var before = await api.CountedAsync();

        await RunAsync("worker", "stop");
        await system.App.ResourceNotifications.WaitForResourceAsync("worker", KnownResourceStates.TerminalStates, deadline.Token);
        await api.CastAcceptedAsync("cats");
        await api.CastAcceptedAsync("dogs");
        Assert.Equal(before, await api.CountedAsync());

        await RunAsync("worker", "start");
        await api.WaitForCountAsync(before + 2);
    }

    [Fact]
    public async Task A_restarted_api_goes_on_with_the_same_polls()
    {
        using var deadline = new CancellationTokenSource(_patience);
        using var api = system.Api();
        var before = await api.CountedAsync();

        await RunAsync("api", "restart");
        await system.App.ResourceNotifications.WaitForResourceHealthyAsync("api", deadline.Token);

        await api.CastAcceptedAsync("cats");
        await api.WaitForCountAsync(before + 1);
    }

    [Fact]
    public async Task Two_systems_at_once_do_not_see_each_others_votes()
    {
        var other = new RunningSystem();
        try
        {
            await other.InitializeAsync();
            using var here = system.Api();
            using var there = other.Api();
            var before = await here.CountedAsync();

            await there.CastAcceptedAsync("dogs");

            await there.WaitForCountAsync(1);
            Assert.Equal(before, await here.CountedAsync());
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    private async Task RunAsync(string resource, string command)
    {
        var result = await system.App.ResourceCommands.ExecuteCommandAsync(resource, command);
        Assert.True(result.Success, $"{command} {resource} failed");
    }
}
