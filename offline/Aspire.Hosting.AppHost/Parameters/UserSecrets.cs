using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.Parameters;

/// <summary>The developer's secrets file of one AppHost, outside the repository and readable by its owner alone.</summary>
internal sealed class UserSecrets(string path)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static UserSecrets? Of(Assembly? assembly)
        => assembly?.GetCustomAttribute<UserSecretsIdAttribute>() is { } id ? new(PathHelper.GetSecretsPathFromSecretsId(id.UserSecretsId)) : null;

    /// <summary>The value under a key; made and kept if it is not there yet, also when two AppHosts ask at the same time.</summary>
    public string GetOrAdd(string key, Func<string> create)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var held = PrivateFile.Lock($"{path}.lock", TimeSpan.FromSeconds(10));

        var secrets = Read();
        if (secrets[key]?.GetValue<string>() is { Length: > 0 } known)
            return known;

        var value = create();
        secrets[key] = value;
        Write(secrets);
        return value;
    }

    private JsonObject Read()
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } text
                ? JsonNode.Parse(text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!.AsObject()
                : [];
        }
        catch (JsonException unreadable)
        {
            throw new DistributedApplicationException($"The user secrets file '{path}' is not valid JSON: {unreadable.Message}", unreadable);
        }
    }

    private void Write(JsonObject secrets)
    {
        var next = $"{path}.{Environment.ProcessId}";
        using (var file = PrivateFile.Open(next, FileMode.Create))
            JsonSerializer.Serialize(file, secrets, Indented);

        File.Move(next, path, overwrite: true);
    }
}
