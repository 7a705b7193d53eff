using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AppHost.Tests;

/// <summary>A vote's whole way, in a running system with two replicas of Api and of Worker.</summary>
[Collection(nameof(RunningAppHost))]
public sealed class VotingTests(RunningSystem system, AppHostProcess other, Browser browser) : IClassFixture<RunningSystem>, IClassFixture<Browser>
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public Task A_vote_in_the_form_is_seen_on_the_live_results_page() => browser.Chromium.VisitAsync(nameof(A_vote_in_the_form_is_seen_on_the_live_results_page), async results =>
    {
        using var api = system.Api();
        var before = await api.CountedAsync();

        await results.GotoAsync(new Uri(system.Address("results"), "polls/pets").ToString());
        await Expect(results.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Cats or dogs?");

        var ballot = await results.Context.NewPageAsync();
        // By its own address: where another test has opened more polls, the start page lists them.
        await ballot.GotoAsync(new Uri(system.Address("frontend"), "polls/pets").ToString());
        await ballot.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync();
        await ballot.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(ballot.GetByText("accepted", new() { Exact = false }).First).ToBeVisibleAsync();

        // Not reloaded: the page is pushed to.
        await api.WaitForCountAsync(before + 1);
        await Expect(results.GetByText($"{before + 1}", new() { Exact = false }).First).ToBeVisibleAsync();
    });

    [Fact]
    public Task One_address_leads_from_the_ballot_to_the_live_result_and_to_the_api() => browser.Chromium.VisitAsync(nameof(One_address_leads_from_the_ballot_to_the_live_result_and_to_the_api), async page =>
    {
        var gateway = system.Address("gateway");
        using var api = system.Client("gateway");
        var before = await api.CountedAsync();

        await page.GotoAsync(new Uri(gateway, "polls/pets").ToString());
        await page.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync();
        await page.GetByRole(AriaRole.Button).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the results" }).First.ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(gateway, "results/polls/pets").ToString());
        await api.WaitForCountAsync(before + 1);
        await Expect(page.GetByText($"{before + 1}", new() { Exact = false }).First).ToBeVisibleAsync();

        // Pushed through the gateway, and not reloaded.
        await api.CastAcceptedAsync("dogs");
        await api.WaitForCountAsync(before + 2);
        await Expect(page.GetByText($"{before + 2}", new() { Exact = false }).First).ToBeVisibleAsync();
    });

    [Fact]
    public async Task Votes_accepted_while_no_worker_runs_are_counted_when_they_are_back()
    {
        using var api = system.Api();
        var before = await api.CountedAsync();

        await system.RunAsync("worker", "stop");
        await WaitForAllAsync("worker", state => KnownResourceStates.TerminalStates.Contains(state));
        await api.CastAcceptedAsync("cats");
        await api.CastAcceptedAsync("dogs");
        Assert.Equal(before, await api.CountedAsync());

        await system.RunAsync("worker", "start");
        await WaitForAllAsync("worker", state => state == KnownResourceStates.Running);
        await api.WaitForCountAsync(before + 2);
    }

    [Fact]
    public async Task What_is_frozen_or_killed_by_a_command_loses_no_accepted_vote_and_goes_on()
    {
        using var api = system.Api();
        var expected = await api.CountedAsync();

        var freeze = system.RunAsync("worker", "freeze");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await api.CastAcceptedAsync("cats");
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(expected, await api.CountedAsync());
        await freeze;
        await api.WaitForCountAsync(++expected);

        await system.RunAsync("worker", "kill");
        await WaitForAllAsync("worker", state => KnownResourceStates.TerminalStates.Contains(state));
        await api.CastAcceptedAsync("dogs");
        await system.RunAsync("worker", "start");
        await WaitForAllAsync("worker", state => state == KnownResourceStates.Running);
        await api.WaitForCountAsync(++expected);
    }

    [Fact]
    public async Task Either_api_answers_alone_and_either_worker_counts_alone()
    {
        using var any = system.Api();
        var expected = await any.CountedAsync();
        foreach (var service in new[] { "api", "worker" })
        {
            foreach (var instance in await WaitForAllAsync(service, state => state == KnownResourceStates.Running))
            {
                await system.RunAsync(instance, "stop");
                await WaitAsync(instance, state => KnownResourceStates.TerminalStates.Contains(state));
                // A new client: a kept-alive connection would stay with the replica it first reached.
                using var api = system.Api();
                await api.CastAcceptedAsync("cats");
                await api.WaitForCountAsync(++expected);
                await system.RunAsync(instance, "start");
                await WaitAsync(instance, state => state == KnownResourceStates.Running);
            }
        }
    }

    [Fact]
    public async Task Two_systems_at_once_do_not_see_each_others_votes()
    {
        using var here = system.Api();
        using var there = new HttpClient { BaseAddress = other.Api };
        var (beforeHere, beforeThere) = (await here.CountedAsync(), await there.CountedAsync());

        await there.CastAcceptedAsync("dogs");

        await there.WaitForCountAsync(beforeThere + 1);
        Assert.Equal(beforeHere, await here.CountedAsync());
    }

    [Fact]
    public async Task The_commands_of_the_worker_answer_what_its_operations_endpoints_answer()
    {
        var worker = (await WaitForAllAsync("worker", state => state == KnownResourceStates.Running)).First();

        Assert.Contains("\"equal\":true", await system.RunAsync(worker, "recount"), StringComparison.Ordinal);
        Assert.Equal("[]", await system.RunAsync(worker, "list-dead-letters"));
        Assert.Equal("{\"count\":0,\"final\":0,\"tooLarge\":0}", await system.RunAsync(worker, "replay-dead-letters"));
    }

    [Fact]
    public async Task The_sample_has_a_poll_of_every_kind_and_may_be_asked_for_twice()
    {
        foreach (var instance in await WaitForAllAsync("api", state => state == KnownResourceStates.Running))
        {
            Assert.Contains("5 sample polls are open", await system.RunAsync(instance, "open-sample-polls"), StringComparison.Ordinal);
        }

        using var api = system.Api();
        var polls = await api.GetStringAsync("/api/v1/polls");
        Assert.All(["single", "multiple", "approval", "ranking", "score"], (string kind) => Assert.Contains($"\"kind\":\"{kind}\"", polls, StringComparison.Ordinal));
    }

    /// <summary>Waits until both replicas are in a state.</summary>
    /// <returns>Their names.</returns>
    private async Task<HashSet<string>> WaitForAllAsync(string service, Func<string?, bool> reached)
    {
        using var deadline = new CancellationTokenSource(_timeout);
        var instances = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var change in system.App.ResourceNotifications.WatchAsync(deadline.Token))
        {
            if (change.Resource.Name == service && reached(change.Snapshot.State?.Text) && instances.Add(change.ResourceId) && instances.Count == 2)
            {
                break;
            }
        }

        return instances;
    }

    private async Task WaitAsync(string instance, Func<string?, bool> reached)
    {
        using var deadline = new CancellationTokenSource(_timeout);
        await foreach (var change in system.App.ResourceNotifications.WatchAsync(deadline.Token))
        {
            if (change.ResourceId == instance && reached(change.Snapshot.State?.Text))
            {
                return;
            }
        }
    }
}
