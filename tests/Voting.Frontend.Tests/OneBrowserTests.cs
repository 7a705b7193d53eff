using System.Collections.Concurrent;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests;

/// <summary>Any number of tabs, windows and late answers in one browser is one voter, whose every vote counts.</summary>
[Collection(InBrowser.Name)]
public sealed class OneBrowserTests(Browser browser) : IAsyncLifetime
{
    private ApiStub _api = null!;
    private FrontendSite _site = null!;
    private TestProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiStub.StartAsync();
        _api.Opens("pets");
        _api.Opens("food");
        _site = FrontendSite.Before(_api);
        _proxy = await TestProxy.StartAsync(_site.Serve());
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _site.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Theory]
    [InlineData("pets", "food")]
    [InlineData("food", "pets")]
    public Task A_new_browser_that_opens_two_polls_at_once_votes_in_both_as_one_voter(string first, string second) =>
        VisitAsync(async context =>
        {
            using var late = new LateAnswers(_proxy, "/polls/pets", "/polls/food");
            var (pets, food) = (await context.NewPageAsync(), await context.NewPageAsync());
            var opening = new[] { pets.GotoAsync($"{_proxy.Address}/polls/pets"), food.GotoAsync($"{_proxy.Address}/polls/food") };
            await late.AllAreHeldAsync();
            late.Release($"/polls/{first}");
            await Task.WhenAny(opening);
            late.Release($"/polls/{second}");
            await Task.WhenAll(opening);

            await VoteAsync(pets, "Cats");
            await VoteAsync(food, "Dogs");

            Assert.Equal(["pets", "food"], _api.Ballots.Select(ballot => ballot.Poll));
            Assert.Single(_api.Ballots.Select(ballot => ballot.Voter).Distinct());
        });

    [Fact]
    public Task A_page_that_was_asked_for_before_the_vote_and_arrives_after_it_makes_no_second_voter() =>
        VisitAsync(async context =>
        {
            var (early, quick) = (await context.NewPageAsync(), await context.NewPageAsync());
            using var late = new LateAnswers(_proxy, "/polls/pets");
            var opening = early.GotoAsync($"{_proxy.Address}/polls/pets"); // its cookie is made first
            await late.AllAreHeldAsync();
            late.HoldNoMore();
            await quick.GotoAsync($"{_proxy.Address}/polls/pets");
            await VoteAsync(quick, "Cats");
            late.Release("/polls/pets");
            await opening;

            await VoteAsync(early, "Dogs");
            await quick.GotoAsync($"{_proxy.Address}/polls/pets");

            Assert.Equal(2, _api.Ballots.Count);
            Assert.Single(_api.Ballots.Select(ballot => ballot.Voter).Distinct());
            await Expect(quick.GetByText("Your vote: Dogs")).ToBeVisibleAsync();
        });

    [Fact]
    public Task Two_votes_in_one_poll_whose_answers_arrive_in_the_other_order_are_of_one_voter() =>
        VisitAsync(async context =>
        {
            var (one, two) = (await context.NewPageAsync(), await context.NewPageAsync());
            using var late = new LateAnswers(_proxy, "/polls/pets");
            var openingTwo = two.GotoAsync($"{_proxy.Address}/polls/pets"); // made first, arrives second
            await late.AllAreHeldAsync();
            late.HoldNoMore();
            await one.GotoAsync($"{_proxy.Address}/polls/pets");

            using var lateVote = new LateAnswers(_proxy, "/polls/pets/ballots");
            var voting = VoteAsync(one, "Cats");
            await lateVote.AllAreHeldAsync(); // accepted, and its answer is on its way
            lateVote.HoldNoMore();
            late.Release("/polls/pets");
            await openingTwo;
            await VoteAsync(two, "Dogs");
            lateVote.Release("/polls/pets/ballots");
            await voting;

            Assert.Equal(2, _api.Ballots.Count);
            Assert.Single(_api.Ballots.Select(ballot => ballot.Voter).Distinct());
            await one.GotoAsync($"{_proxy.Address}/polls/pets");
            await Expect(one.GetByText("Your vote: Dogs")).ToBeVisibleAsync();
        });

    private Task VisitAsync(Func<IBrowserContext, Task> visit, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        browser.Chromium.VisitAsync(name, page => visit(page.Context));

    private static async Task VoteAsync(IPage page, string option)
    {
        await page.GetByRole(AriaRole.Radio, new() { Name = option }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Change vote" })).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your vote is in");
    }

    /// <summary>Answers that the site has given and the browser does not have yet, one for each path.</summary>
    private sealed class LateAnswers : IDisposable
    {
        private readonly TestProxy _proxy;
        private readonly Func<Microsoft.AspNetCore.Http.HttpRequest, Task>? _before;
        private readonly ConcurrentDictionary<string, (TaskCompletionSource Held, TaskCompletionSource Released)> _paths;
        private volatile bool _holds = true;

        public LateAnswers(TestProxy proxy, params string[] paths)
        {
            _proxy = proxy;
            _before = proxy.BeforeAnswer;
            _paths = new(paths.Select(path => KeyValuePair.Create(path, (NewSource(), NewSource()))), StringComparer.Ordinal);
            proxy.BeforeAnswer = async request =>
            {
                if (_holds && _paths.TryGetValue(request.Path.Value!, out var path))
                {
                    path.Held.TrySetResult();
                    await path.Released.Task;
                }
                else if (_before is not null)
                {
                    await _before(request);
                }
            };
        }

        public Task AllAreHeldAsync() => Task.WhenAll(_paths.Values.Select(path => path.Held.Task)).WaitAsync(TimeSpan.FromSeconds(15));

        /// <summary>What comes from now on passes; what is held stays so.</summary>
        public void HoldNoMore() => _holds = false;

        public void Release(string path) => _paths[path].Released.TrySetResult();

        public void Dispose()
        {
            foreach (var (_, released) in _paths.Values)
            {
                released.TrySetResult();
            }

            _proxy.BeforeAnswer = _before;
        }

        private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
