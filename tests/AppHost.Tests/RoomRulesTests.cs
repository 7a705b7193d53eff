using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace AppHost.Tests;

/// <summary>Which room may open which door (docs/wires.md). The project files say it; these tests hold them to it.</summary>
public sealed class RoomRulesTests
{
    public static TheoryData<string, string> Forbidden => new()
    {
        { "Voting.Frontend", "Aspire.StackExchange.Redis" },
        { "Voting.Frontend", "Aspire.Npgsql.EntityFrameworkCore.PostgreSQL" },
        { "Voting.Results", "Aspire.StackExchange.Redis" },
        { "ServiceDefaults", "Aspire.StackExchange.Redis" },
        { "ServiceDefaults", "Aspire.Npgsql.EntityFrameworkCore.PostgreSQL" },
    };

    public static TheoryData<string> Rooms => ["Voting.Api", "Voting.Worker", "Voting.Results", "Voting.Frontend"];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_room_does_not_open_a_door_that_is_not_its_own(string room, string package)
        => Assert.DoesNotContain(package, Items(room, "AspirePackage").Concat(Items(room, "PackageReference")));

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_service_defaults_and_no_other_room(string room)
        => Assert.Equal(["../ServiceDefaults/ServiceDefaults.csproj"], Items(room, "ProjectReference"));

    [Fact]
    public void The_app_host_names_the_rooms_and_uses_none_of_their_types()
        => Assert.All(
            Project("AppHost").Descendants("ProjectReference"),
            reference => Assert.NotEqual("false", (string?)reference.Attribute("IsAspireProjectResource")));

    [Fact]
    public void The_app_host_fits_on_one_screen()
        => Assert.True(File.ReadAllLines(Path.Combine(Root(), "AppHost", "Program.cs")).Length <= 60);

    private static IEnumerable<string> Items(string project, string item)
        => Project(project).Descendants(item).Select(element => (string)element.Attribute("Include")!);

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Root(), name, $"{name}.csproj"));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
