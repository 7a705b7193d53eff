using System.Globalization;

namespace Script.Tests;

public sealed class ClosingLineTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Results_of_all_projects_add_up_on_one_line_of_its_own()
    {
        WriteResults("a", total: 3, executed: 3, passed: 3);
        WriteResults("b", total: 40, executed: 40, passed: 40);

        var (output, exitCode) = await CloseAsync("a 0", "b 0");

        Assert.Equal("43 passed, 0 failed, 0 skipped\n", output);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_failed_test_fails_the_run()
    {
        WriteResults("a", total: 3, executed: 3, passed: 2);

        var (output, exitCode) = await CloseAsync("a 1");

        Assert.Equal("2 passed, 1 failed, 0 skipped\n", output);
        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public async Task A_skipped_test_fails_the_run()
    {
        // The test platform counts a skipped test as not executed, and nowhere else.
        WriteResults("a", total: 3, executed: 2, passed: 2);

        var (output, exitCode) = await CloseAsync("a 0");

        Assert.Equal("2 passed, 0 failed, 1 skipped\n", output);
        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public async Task A_test_host_that_crashed_before_it_wrote_results_is_a_failure()
    {
        WriteResults("a", total: 3, executed: 3, passed: 3);

        var (output, exitCode) = await CloseAsync("a 0", "crashed 1");

        Assert.EndsWith("\n3 passed, 1 failed, 0 skipped\n", output, StringComparison.Ordinal);
        Assert.Contains("crashed ran no test", output, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public async Task A_test_host_that_crashed_after_its_results_is_a_failure()
    {
        WriteResults("a", total: 3, executed: 3, passed: 3);

        var (output, exitCode) = await CloseAsync("a 134");

        Assert.EndsWith("\n3 passed, 1 failed, 0 skipped\n", output, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    [Fact]
    public async Task A_run_of_nothing_fails()
    {
        var (output, exitCode) = await CloseAsync();

        Assert.Equal("0 passed, 0 failed, 0 skipped\n", output);
        Assert.NotEqual(0, exitCode);
    }

    private Task<(string Output, int ExitCode)> CloseAsync(params string[] projects)
    {
        var added = projects.Select(project => project.Split(' ')).Select(project => $"add_results {project[0]} \"$RESULTS/{project[0]}.trx\" {project[1]}");
        return _shell.RunAsync($"PASSED=0 FAILED=0 SKIPPED=0\n{string.Join('\n', added)}\nclosing_line");
    }

    private void WriteResults(string name, int total, int executed, int passed)
        => _shell.Write($"{name}.trx", string.Create(CultureInfo.InvariantCulture, $"""
            <TestRun><ResultSummary outcome="Completed">
              <Counters total="{total}" executed="{executed}" passed="{passed}" failed="{executed - passed}" error="0" notExecuted="0" />
            </ResultSummary></TestRun>
            """));
}
