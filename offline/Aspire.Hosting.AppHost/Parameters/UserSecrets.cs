using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting.Parameters;

/// <summary>The developer's secrets file of one AppHost, outside the repository and readable by its owner alone.</summary>
internal sealed class UserSecrets(string path)
{
    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static UserSecrets? Of(Assembly? assembly)
        => assembly?.GetCustomAttribute<UserSecretsIdAttribute>() is { UserSecretsId: var id }
            ? new(PathHelper.GetSecretsPathFromSecretsId(id))
            : null;

    /// <summary>The value under a key; made and kept if it is not there yet, also when two AppHosts ask at the same time.</summary>
    public string GetOrAdd(string key, Func<string> create)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, PrivateFile.OwnFolder);
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
                ? JsonSerializer.Deserialize<JsonObject>(text, _format)!
                : [];
        }
        catch (JsonException unreadable)
        {
            throw new DistributedApplicationException(
                $"The user secrets file '{path}' is not valid JSON: {unreadable.Message}", unreadable);
        }
    }

    private void Write(JsonObject secrets)
    {
        var next = $"{path}.{Environment.ProcessId}";
        using (var file = PrivateFile.Open(next, FileMode.Create))
            JsonSerializer.Serialize(file, secrets, _format);

        File.Move(next, path, overwrite: true);
    }
}
