using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace AppHost.Tests;

/// <summary>What each project may reference. The project files say it; these tests hold them to it.</summary>
public sealed class ArchitectureTests
{
    // Data stores and the clients of other services, by the beginning of the package's name.
    private static readonly string[] _redis = ["Aspire.StackExchange.Redis", "StackExchange.Redis"];
    private static readonly string[] _postgres = ["Aspire.Npgsql", "Npgsql", "dbup", "Microsoft.EntityFrameworkCore"];

    private static readonly string[] _services = ["Voting.Api", "Voting.Worker", "Voting.Results", "Voting.Frontend", "Voting.Migrations", "Voting.Gateway"];
    private static readonly string[] _libraries = ["ServiceDefaults", "Voting.Contracts", "Voting.Counting", "Voting.Counting.Polls", "Voting.Web"];

    /// <summary>Each project with what it must never touch. A project that does not exist yet has no file to check.</summary>
    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "Voting.Frontend", [.. _redis, .. _postgres] },
        { "Voting.Gateway", [.. _redis, .. _postgres] },
        { "Voting.Results", _redis },
        { "Voting.Migrations", _redis },
        { "ServiceDefaults", ["Aspire.StackExchange.Redis", "Aspire.Npgsql", "Npgsql.EntityFrameworkCore", "dbup"] },
        { "Voting.Web", [.. _redis, .. _postgres] },
        { "Voting.Contracts", [.. _redis, .. _postgres, "Microsoft.AspNetCore"] },
        { "Voting.Counting", [.. _redis, .. _postgres, "Microsoft.AspNetCore"] },
        { "Voting.Counting.Polls", [.. _redis, .. _postgres, "Microsoft.AspNetCore"] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_project_has_no_package_for_what_it_must_not_touch(string project, string[] forbidden)
        => Assert.DoesNotContain(Items(project, "PackageReference"), package => forbidden.Any(name => package.StartsWith(name, StringComparison.Ordinal)));

    [Fact]
    public void Services_reference_libraries_and_never_each_other()
        => Assert.All(_services, service => Assert.All(References(service), reference => Assert.Contains(reference, _libraries)));

    [Theory]
    [InlineData("Voting.Contracts")]
    [InlineData("Voting.Counting", "Voting.Contracts")]
    [InlineData("Voting.Counting.Polls", "Voting.Contracts", "Voting.Counting")]
    [InlineData("Voting.Web", "ServiceDefaults")]
    [InlineData("ServiceDefaults")]
    public void A_library_references_what_stands_below_it(string library, params string[] below)
        => Assert.All(References(library), reference => Assert.Contains(reference, below));

    [Fact]
    public void What_is_pure_does_not_know_the_web()
        => Assert.All(["Voting.Contracts", "Voting.Counting", "Voting.Counting.Polls"], (string library) => Assert.Empty(Items(library, "FrameworkReference")));

    [Fact]
    public void The_app_host_names_the_services_and_uses_none_of_their_types()
        => Assert.All(
            Project("AppHost")!.Descendants("ProjectReference"),
            reference => Assert.NotEqual("false", (string?)reference.Attribute("IsAspireProjectResource")));

    [Fact]
    public void Nothing_that_ships_references_a_test_or_a_tool()
        => Assert.All([.. _services, .. _libraries, "AppHost"], (string project) => Assert.DoesNotContain(Items(project, "ProjectReference"), path => path.Contains("/tests/", StringComparison.Ordinal) || path.Contains("/tools/", StringComparison.Ordinal)));

    [Fact]
    public void The_app_hosts_program_fits_on_one_screen_and_the_stores_extension_in_220_lines()
    {
        Assert.True(File.ReadAllLines(Path.Combine(Root(), "AppHost", "Program.cs")).Length <= 60);
        Assert.True(Directory.EnumerateFiles(Path.Combine(Root(), "AppHost", "Stores")).Sum(file => File.ReadAllLines(file).Length) <= 220);
    }

    private static string[] References(string project) => [.. Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path))];

    private static IEnumerable<string> Items(string project, string item)
        => Project(project)?.Descendants(item).Select(element => (string)element.Attribute("Include")!) ?? [];

    private static XDocument? Project(string name)
        => Path.Combine(Root(), name, $"{name}.csproj") is var path && File.Exists(path) ? XDocument.Load(path) : null;

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
