using System.Text.Json.Nodes;
using Manifests.Tests.Schema;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Manifests.Tests.Mutations;

/// <summary>The checks are worth what they find: each fault alone, and who finds it.</summary>
public sealed class MutationTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voting-mutations-").FullName;

    [Fact]
    public void At_least_95_of_100_faults_are_caught()
    {
        var good = Faults.All.Select(fault => fault.Overlay).Distinct(StringComparer.Ordinal).ToDictionary(overlay => overlay, overlay => Repository.Rendered(overlay).Objects, StringComparer.Ordinal);
        var mutants = Faults.All.Select(fault => (fault.Fault, fault.Overlay, Objects: fault.Apply(good[fault.Overlay]))).ToArray();
        var schema = BySchema(mutants.Select(mutant => mutant.Objects.Where(item => !good[mutant.Overlay].Any(known => JsonNode.DeepEquals(known, item)))));
        var caught = 0;
        foreach (var (mutant, error) in mutants.Zip(schema))
        {
            var finding = PolicyBook.Check(new(mutant.Objects, Repository.Model, Repository.Tree.Secrets())).Select(found => found.ToString()).FirstOrDefault();
            caught += error is not null || finding is not null ? 1 : 0;
            output.WriteLine($"{mutant.Fault}\n    schema: {error ?? "-"}\n    policy: {finding ?? "-"}");
        }

        output.WriteLine($"{caught} of {mutants.Length} faults caught");
        Assert.True(mutants.Length >= 40);
        Assert.True(caught >= 0.95 * mutants.Length, $"only {caught} of {mutants.Length} faults were caught");
    }

    [Fact]
    public void A_fault_s_name_is_its_own()
        => Assert.Distinct(Faults.All.Select(fault => fault.Fault), StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The schema looks at each object by itself, so those that did not change need no second look.
    private IEnumerable<string?> BySchema(IEnumerable<IEnumerable<JsonObject>> mutants)
    {
        var files = mutants.Select((objects, index) =>
        {
            var path = Path.Combine(_folder, $"{index:000}.yaml");
            File.WriteAllText(path, YamlWriter.Write(objects));
            return path;
        }).ToArray();
        return SchemaValidator.Validate(files).Select(report => report.Errors.Count > 0 ? report.Errors[0] : null);
    }
}
