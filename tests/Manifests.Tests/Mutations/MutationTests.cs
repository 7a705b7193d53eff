using System.Text.Json.Nodes;
using Manifests.Tests.Schema;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Manifests.Tests.Mutations;

/// <summary>The checks are worth what they find: each fault alone.</summary>
public sealed class MutationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voting-mutations-").FullName;

    [Fact]
    public void The_schema_finds_every_fault_of_shape()
    {
        var mutants = Faults.OfShape.Select(Mutant).ToArray();
        var files = mutants.Select((objects, index) =>
        {
            var path = Path.Combine(_folder, $"{index:000}.yaml");
            File.WriteAllText(path, string.Join("\n---\n", objects.Select(item => item.ToJsonString())));
            return path;
        });

        Assert.Empty(Faults.OfShape.Zip(SchemaValidator.Validate(files)).Where(pair => pair.Second.Errors.Count is 0).Select(pair => pair.First.Fault));
    }

    [Fact]
    public void The_rules_find_every_fault_of_meaning()
        => Assert.Empty(Faults.OfMeaning.Where(fault => PolicyBook.Check(new(Mutant(fault), Repository.Model, Repository.Tree.Provided())) is []).Select(fault => fault.Fault));

    [Fact]
    public void A_fault_s_name_is_its_own()
        => Assert.Distinct(Faults.OfShape.Concat(Faults.OfMeaning).Select(fault => fault.Fault), StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<JsonObject> Mutant(Mutation fault) => fault.Apply(Repository.Rendered(fault.Overlay).Objects);
}
