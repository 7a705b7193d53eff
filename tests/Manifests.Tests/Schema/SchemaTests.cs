namespace Manifests.Tests.Schema;

public sealed class SchemaTests
{
    [Fact]
    public void Every_rendered_document_is_valid_to_the_last_field()
    {
        var folder = Directory.CreateTempSubdirectory("voting-schema-");
        var rendered = Repository.Tree.Overlays.Select(overlay => Path.Combine(folder.FullName, $"{overlay}.yaml")).ToArray();
        foreach (var path in rendered)
        {
            File.WriteAllText(path, Repository.Flat(Path.GetFileNameWithoutExtension(path)));
        }

        var faults = Faults([.. rendered, .. Directory.GetFiles(Repository.Tree.Deploy, "*.example.yaml")]);
        folder.Delete(recursive: true);
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_document_of_the_base_is_valid()
        => Assert.Empty(Faults(Directory.GetFiles(Repository.Tree.Base, "*.yaml", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) is not "kustomization.yaml")));

    private static string[] Faults(IEnumerable<string> files)
    {
        var asked = files.ToArray();
        var reports = SchemaValidator.Validate(asked);
        Assert.Equal(asked, reports.Select(report => report.File));
        return [.. reports.SelectMany(report => report.Errors.Select(error => $"{report.File}: {error}"))];
    }
}
