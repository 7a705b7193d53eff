namespace Script.Tests;

public sealed class ClosingLineTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("43 passed, 0 failed, 0 skipped", 43, 0, 0, 0, 0)]
    [InlineData("2 passed, 1 failed, 0 skipped", 2, 1, 0, 2, 1)]
    [InlineData("2 passed, 0 failed, 1 skipped", 2, 0, 1, 0, 1)]
    public async Task The_last_line_is_the_sum_of_the_run_and_only_a_clean_run_succeeds(
        string line, int passed, int failed, int skipped, int testExitCode, int expected)
    {
        _shell.Write("test.log", Summary(passed, failed, skipped));

        var (output, exitCode) = await CloseAsync(testExitCode);

        Assert.Equal($"{line}\n", output);
        Assert.Equal(expected, exitCode);
    }

    [Theory]
    [InlineData(134)]
    [InlineData(8)]
    public async Task A_test_program_that_crashed_or_ran_nothing_is_a_failure(int testExitCode)
    {
        _shell.Write("test.log", Summary(3, 0, 0));

        var (output, exitCode) = await CloseAsync(testExitCode);

        Assert.EndsWith("\n3 passed, 1 failed, 0 skipped\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task A_run_without_a_summary_fails()
    {
        _shell.Write("test.log", "Killed\n");

        var (output, exitCode) = await CloseAsync(0);

        Assert.Equal("0 passed, 0 failed, 0 skipped\n", output);
        Assert.Equal(1, exitCode);
    }

    private Task<(string Output, int ExitCode)> CloseAsync(int testExitCode)
        => _shell.RunAsync($"closing_line '{_shell.Folder}/test.log' {testExitCode}");

    // A test may print a line like those of the summary: only what stands behind its heading counts.
    private static string Summary(int passed, int failed, int skipped) => $"""
          failed: 7
        Test run summary: Passed!
          total: {passed + failed + skipped}
          failed: {failed}
          succeeded: {passed}
          skipped: {skipped}
          duration: 25s 835ms

        """;
}
